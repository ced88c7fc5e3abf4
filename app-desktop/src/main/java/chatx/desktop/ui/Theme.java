package chatx.desktop.ui;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import chatx.desktop.storage.Density;
import chatx.desktop.storage.ThemeChoice;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.css.PseudoClass;
import javafx.scene.Scene;
import javafx.scene.text.Font;
import org.jspecify.annotations.Nullable;

/**
 * Dresses a scene: AtlantaFX, our tokens and rules, our fonts, the size of text. Follows the {@link
 * Look} and, where that says so, the system. FX thread only.
 */
public final class Theme {
  /** The size of body text at 100 percent, in pixels. */
  public static final int BASE_TEXT = 14;

  private static final PseudoClass COMPACT = PseudoClass.getPseudoClass("compact");
  private static final List<String> FONTS =
      List.of(
          "Inter-Regular.otf",
          "Inter-Italic.otf",
          "Inter-Medium.otf",
          "Inter-SemiBold.otf",
          "Inter-Bold.otf",
          "Inter-BoldItalic.otf",
          "JetBrainsMono-Regular.ttf");

  private final ObjectProperty<Look> look;

  public Theme(Look look) {
    this.look = new SimpleObjectProperty<>(look);
    loadFonts();
  }

  public ObjectProperty<Look> lookProperty() {
    return look;
  }

  /**
   * Dresses the scene now and whenever the look or the system changes. The system's preferences
   * outlive every window, so nothing here keeps a scene that is not shown any more.
   */
  public void install(Scene scene) {
    var kept = new WeakReference<>(scene);
    look.subscribe(_ -> dress(kept.get()));
    Platform.getPreferences()
        .colorSchemeProperty()
        .subscribe(() -> {
          if (look.get().appearance() == ThemeChoice.SYSTEM) {
            dress(kept.get());
          }
        });
  }

  public boolean dark() {
    return switch (look.get().appearance()) {
      case LIGHT -> false;
      case DARK -> true;
      case SYSTEM -> Platform.getPreferences().getColorScheme() == ColorScheme.DARK;
    };
  }

  /** The address of a style sheet beside a class, for a view's own list. */
  public static String css(Class<?> beside, String name) {
    return Objects.requireNonNull(beside.getResource(name), name).toExternalForm();
  }

  private void dress(@Nullable Scene scene) {
    if (scene == null) {
      return;
    }
    boolean dark = dark();
    scene.setUserAgentStylesheet(
        dark
            ? new PrimerDark().getUserAgentStylesheet()
            : new PrimerLight().getUserAgentStylesheet());
    scene
        .getStylesheets()
        .setAll(
            css(Theme.class, dark ? "tokens-dark.css" : "tokens-light.css"),
            css(Theme.class, "chatx.css"),
            textSize(look.get().textPercent()));
    scene.getRoot().pseudoClassStateChanged(COMPACT, look.get().density() == Density.COMPACT);
  }

  /**
   * A style sheet and not an inline style, so that menus and tooltips, which are windows, have it.
   */
  private static String textSize(int percent) {
    String rule = ".root { -fx-font-size: " + BASE_TEXT * percent / 100.0 + "px; }";
    return "data:text/css;base64,"
        + Base64.getEncoder().encodeToString(rule.getBytes(StandardCharsets.UTF_8));
  }

  private static void loadFonts() {
    for (String name : FONTS) {
      try (InputStream in =
          Objects.requireNonNull(Theme.class.getResourceAsStream("fonts/" + name), name)) {
        var _ = Font.loadFont(in, BASE_TEXT);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
