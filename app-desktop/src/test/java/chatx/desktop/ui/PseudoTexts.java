package chatx.desktop.ui;

import java.util.Collections;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Texts of a language that nobody speaks: every one is marked, accented and a third longer, so that
 * words which do not come from the texts, and places that are too narrow, show.
 */
public final class PseudoTexts {
  public static final String OPEN = "⟦";
  public static final String CLOSE = "⟧";

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{[^{}]*(?:\\{[^{}]*}[^{}]*)*}");
  private static final Map<Character, Character> ACCENTED =
      Map.of('a', 'á', 'e', 'é', 'i', 'í', 'o', 'ó', 'u', 'ú', 'A', 'Á', 'E', 'É', 'n', 'ñ');

  private PseudoTexts() {}

  public static Texts leftToRight() {
    return new Texts(new Marked(), Locale.ENGLISH);
  }

  /** The same, in a locale that is written from right to left. */
  public static Texts rightToLeft() {
    return new Texts(new Marked(), Locale.of("ar"));
  }

  private static final class Marked extends ResourceBundle {
    private final ResourceBundle english =
        ResourceBundle.getBundle("chatx.desktop.ui.texts", Locale.ROOT);

    @Override
    protected Object handleGetObject(String key) {
      return mark(english.getString(key));
    }

    @Override
    public Enumeration<String> getKeys() {
      return Collections.enumeration(english.keySet());
    }
  }

  static String mark(String pattern) {
    var out = new StringBuilder(OPEN);
    Matcher placeholders = PLACEHOLDER.matcher(pattern);
    int at = 0;
    while (placeholders.find()) {
      accent(pattern, at, placeholders.start(), out);
      out.append(placeholders.group());
      at = placeholders.end();
    }
    accent(pattern, at, pattern.length(), out);
    return out.append("~".repeat(pattern.length() / 3)).append(CLOSE).toString();
  }

  private static void accent(String text, int from, int to, StringBuilder out) {
    for (int i = from; i < to; i++) {
      char letter = text.charAt(i);
      out.append((char) ACCENTED.getOrDefault(letter, letter));
    }
  }
}
