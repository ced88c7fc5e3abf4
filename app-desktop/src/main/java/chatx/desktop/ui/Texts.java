package chatx.desktop.ui;

import chatx.desktop.session.Trouble;
import chatx.protocol.ProblemCode;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import javafx.geometry.NodeOrientation;
import org.jspecify.annotations.Nullable;

/**
 * Every word that people see. Patterns are those of {@link MessageFormat}; quantities use its
 * {@code choice} format. Numbers that are no quantities (ports, sequence numbers) are passed as
 * strings. Immutable; any thread.
 */
public final class Texts {
  private static final String BUNDLE = "chatx.desktop.ui.texts";
  private static final Set<String> RIGHT_TO_LEFT =
      Set.of("ar", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi");

  private final ResourceBundle bundle;
  private final Locale locale;

  /** Texts of a bundle of one's own, with the numbers and the direction of the locale. */
  public Texts(ResourceBundle bundle, Locale locale) {
    this.bundle = bundle;
    this.locale = locale;
  }

  /** The texts in the language of the locale, or in English where it is not among ours. */
  public static Texts of(Locale locale) {
    return new Texts(
        ResourceBundle.getBundle(
            BUNDLE,
            locale,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES)),
        locale);
  }

  /** The languages that are complete. */
  public static List<Locale> languages() {
    return List.of(Locale.ENGLISH, Locale.GERMAN);
  }

  /**
   * The text of that key with the arguments put in.
   *
   * @throws java.util.MissingResourceException when there is no such key
   */
  public String get(String key, Object... args) {
    return new MessageFormat(bundle.getString(key), locale).format(args);
  }

  /**
   * Why a server refused and what to do, also how long to wait.
   *
   * @param retryAfterMs as the server said; null when it did not
   */
  public String problem(ProblemCode code, @Nullable Long retryAfterMs) {
    String words = get("problem." + code.wireName());
    if (retryAfterMs == null || retryAfterMs <= 0) {
      return words;
    }
    return words + " " + get("problem.retry_in", Math.ceilDiv(retryAfterMs, 1000L));
  }

  /**
   * Why a server was not reached and what to do.
   *
   * @param address of the server, as people write it
   */
  public String trouble(Trouble trouble, String address) {
    return get("trouble." + trouble.name().toLowerCase(Locale.ROOT), address);
  }

  public boolean has(String key) {
    return bundle.containsKey(key);
  }

  public Locale locale() {
    return locale;
  }

  /** Right to left for the scripts that are written so. */
  public NodeOrientation orientation() {
    return RIGHT_TO_LEFT.contains(locale.getLanguage())
        ? NodeOrientation.RIGHT_TO_LEFT
        : NodeOrientation.LEFT_TO_RIGHT;
  }
}
