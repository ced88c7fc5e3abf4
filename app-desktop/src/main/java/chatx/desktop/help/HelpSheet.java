package chatx.desktop.help;

import chatx.desktop.ui.Dialog;
import chatx.desktop.ui.Dialogs;
import chatx.desktop.ui.KeyMap;
import chatx.desktop.ui.Shortcut;
import chatx.desktop.ui.Texts;
import chatx.desktop.ui.Theme;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javafx.geometry.NodeOrientation;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Shows every key and what it does, as {@link Shortcut} lists them. */
public final class HelpSheet {
  private static final Pattern PARTS = Pattern.compile("(?<=.)\\+(?=.)");

  /** Of a column, in pixels. */
  private static final double NARROWEST = 280;

  private HelpSheet() {}

  public static Dialog show(Dialogs dialogs, Texts texts) {
    return dialogs.panel(texts.get("help.title"), view(texts)).wide().show();
  }

  public static Region view(Texts texts) {
    var columns = new FlowPane();
    columns.getStyleClass().add("key-sheet");
    columns.getStylesheets().add(Theme.css(HelpSheet.class, "help.css"));
    var all = new VBox(section(texts, Shortcut.Scope.WINDOW));
    var others =
        new VBox(section(texts, Shortcut.Scope.COMPOSER), section(texts, Shortcut.Scope.TIMELINE));
    others.getStyleClass().add("key-sections");
    columns
        .widthProperty()
        .subscribe(width -> {
          double space = columns.getHgap();
          boolean both = width.doubleValue() >= 2 * NARROWEST + space;
          double each = both ? (width.doubleValue() - space) / 2 : width.doubleValue();
          all.setPrefWidth(each);
          others.setPrefWidth(each);
        });
    columns.getChildren().setAll(all, others);
    return columns;
  }

  private static VBox section(Texts texts, Shortcut.Scope scope) {
    var heading = new Label(texts.get("keys.scope." + scope.name().toLowerCase(Locale.ROOT)));
    heading.getStyleClass().add("section-label");
    var section = new VBox(heading);
    section.getStyleClass().add("key-section");
    for (Shortcut shortcut : KeyMap.in(scope)) {
      section.getChildren().add(line(texts, shortcut));
    }
    return section;
  }

  private static HBox line(Texts texts, Shortcut shortcut) {
    var words = new Label(texts.get(shortcut.textKey()));
    words.setWrapText(true);
    words.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(words, Priority.ALWAYS);
    var keys = new HBox();
    keys.getStyleClass().add("keys");
    keys.setNodeOrientation(NodeOrientation.LEFT_TO_RIGHT);
    keys.setMinWidth(Region.USE_PREF_SIZE);
    for (String part : parts(KeyMap.display(shortcut))) {
      var key = new Label(part);
      key.getStyleClass().add("key");
      key.setMinWidth(Region.USE_PREF_SIZE);
      keys.getChildren().add(key);
    }
    var line = new HBox(words, keys);
    line.getStyleClass().add("key-line");
    return line;
  }

  private static List<String> parts(String keys) {
    return PARTS.splitAsStream(keys).toList();
  }
}
