package chatx.desktop.find;

import chatx.desktop.ui.Avatar;
import chatx.desktop.ui.SafeText;
import chatx.desktop.ui.Texts;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.jspecify.annotations.Nullable;

/** A message that was found: who, when, and the words around the hit. */
final class FoundCell extends ListCell<Found> {
  private static final double PICTURE = 28;

  private final DateTimeFormatter day;
  private final DateTimeFormatter hour;
  private final HBox row = new HBox();

  FoundCell(Texts texts, ZoneId zone) {
    day =
        DateTimeFormatter.ofLocalizedDate(FormatStyle.SHORT)
            .withLocale(texts.locale())
            .withZone(zone);
    hour = DateTimeFormatter.ofPattern("HH:mm", texts.locale()).withZone(zone);
    row.getStyleClass().addAll("row", "found");
    setPrefWidth(0);
  }

  @Override
  protected void updateItem(@Nullable Found found, boolean empty) {
    super.updateItem(found, empty);
    if (empty || found == null) {
      setGraphic(null);
      setAccessibleText(null);
      return;
    }
    String author = SafeText.oneLine(found.author().displayName());
    String when = day.format(found.at()) + " " + hour.format(found.at());
    var name = new Label(author);
    name.getStyleClass().add("found-author");
    name.setMinWidth(0);
    name.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(name, Priority.ALWAYS);
    var time = new Label(when);
    time.getStyleClass().addAll("small", "subtle");
    time.setMinWidth(Region.USE_PREF_SIZE);
    var head = new HBox(name, time);
    head.getStyleClass().add("found-head");
    var hit = new Text(found.hit());
    hit.getStyleClass().add("found-hit");
    var words = new TextFlow(plain(found.before()), hit, plain(found.after()));
    words.getStyleClass().add("found-words");
    var both = new VBox(head, words);
    both.setMinWidth(0);
    HBox.setHgrow(both, Priority.ALWAYS);
    row.getChildren().setAll(Avatar.of(found.author().id(), author, PICTURE), both);
    setAccessibleText(author + ", " + when + ": " + found.before() + found.hit() + found.after());
    setGraphic(row);
  }

  @Override
  public void updateSelected(boolean selected) {
    super.updateSelected(selected);
    row.getStyleClass().remove("selected");
    if (selected) {
      row.getStyleClass().add("selected");
    }
  }

  private static Text plain(String words) {
    var text = new Text(words);
    text.getStyleClass().add("found-text");
    return text;
  }
}
