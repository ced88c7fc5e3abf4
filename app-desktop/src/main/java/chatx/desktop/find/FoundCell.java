package chatx.desktop.find;

import chatx.desktop.ui.Avatar;
import chatx.desktop.ui.RowCell;
import chatx.desktop.ui.SafeText;
import chatx.desktop.ui.Texts;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/** A message that was found: who, when, and the words around the hit. */
final class FoundCell extends RowCell<Found> {
  private static final double PICTURE = 28;

  private final DateTimeFormatter day;
  private final DateTimeFormatter hour;

  FoundCell(Texts texts, ZoneId zone) {
    super("found");
    day =
        DateTimeFormatter.ofLocalizedDate(FormatStyle.SHORT)
            .withLocale(texts.locale())
            .withZone(zone);
    hour = DateTimeFormatter.ofPattern("HH:mm", texts.locale()).withZone(zone);
  }

  @Override
  protected String show(HBox row, Found found) {
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
    return author + ", " + when + ": " + found.before() + found.hit() + found.after();
  }

  private static Text plain(String words) {
    var text = new Text(words);
    text.getStyleClass().add("found-text");
    return text;
  }
}
