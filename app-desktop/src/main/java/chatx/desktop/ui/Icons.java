package chatx.desktop.ui;

import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Tooltip;
import javafx.util.Duration;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Line icons of one family and one weight. Colour and size come from the style sheets. */
public final class Icons {
  private static final Duration TOOLTIP_DELAY = Duration.millis(400);

  private Icons() {}

  public static FontIcon of(Feather icon) {
    return new FontIcon(icon);
  }

  /** With a size in pixels other than that of the style sheet. */
  public static FontIcon of(Feather icon, int size) {
    var node = new FontIcon(icon);
    // The node keeps its font in its own style, so that must not be replaced.
    node.setStyle(node.getStyle() + " -fx-icon-size: " + size + "px;");
    return node;
  }

  /** A button that shows an icon only; its words are its tooltip and its accessible text. */
  public static Button button(Feather icon, String words) {
    var button = new Button();
    button.setGraphic(of(icon));
    button.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
    button.getStyleClass().addAll("icon-button", "flat");
    button.setAccessibleText(words);
    button.setTooltip(tooltip(words));
    return button;
  }

  public static Tooltip tooltip(String words) {
    var tooltip = new Tooltip(words);
    tooltip.setShowDelay(TOOLTIP_DELAY);
    tooltip.setWrapText(true);
    tooltip.setMaxWidth(360);
    return tooltip;
  }
}
