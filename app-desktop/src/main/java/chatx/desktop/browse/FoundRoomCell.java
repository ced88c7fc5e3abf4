package chatx.desktop.browse;

import chatx.desktop.ui.Avatar;
import chatx.desktop.ui.Icons;
import chatx.desktop.ui.RowCell;
import chatx.desktop.ui.SafeText;
import chatx.desktop.ui.Texts;
import chatx.protocol.RoomSummary;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** A room of the server: name, topic, how many are in it, and whether one is among them. */
final class FoundRoomCell extends RowCell<RoomSummary> {
  private static final double PICTURE = 36;

  private final Texts texts;
  private final BrowseViewModel model;

  FoundRoomCell(Texts texts, BrowseViewModel model) {
    super("found-room");
    this.texts = texts;
    this.model = model;
  }

  @Override
  protected String show(HBox row, RoomSummary room) {
    String shown = SafeText.oneLine(room.name());
    var name = new Label(shown);
    name.getStyleClass().add("found-room-name");
    name.setMinWidth(0);
    var title = new HBox(name);
    title.getStyleClass().add("found-room-title");
    if (room.locked()) {
      var lock = Icons.of(Feather.LOCK, 14);
      title.getChildren().add(lock);
    }
    String about = SafeText.oneLine(room.topic());
    var topic = new Label(about.isBlank() ? texts.get("browse.no_topic") : about);
    topic.getStyleClass().addAll("small", about.isBlank() ? "subtle" : "muted");
    topic.setMinWidth(0);
    var words = new VBox(title, topic);
    words.setMinWidth(0);
    words.setAlignment(Pos.CENTER_LEFT);
    HBox.setHgrow(words, Priority.ALWAYS);
    String count = texts.get("browse.members", room.members());
    var members = new Label(count);
    members.getStyleClass().addAll("small", "subtle");
    members.setMinWidth(Region.USE_PREF_SIZE);
    row.getChildren().setAll(Avatar.square(room.id().value(), shown, PICTURE), words, members);
    boolean mine = model.isMine(room);
    if (mine) {
      var joined = new Label(texts.get("browse.joined"));
      joined.getStyleClass().add("joined");
      joined.setMinWidth(Region.USE_PREF_SIZE);
      row.getChildren().add(joined);
    }
    var spoken = new StringBuilder(shown).append(", ").append(count);
    if (room.locked()) {
      spoken.append(", ").append(texts.get("browse.locked"));
    }
    if (mine) {
      spoken.append(", ").append(texts.get("browse.joined"));
    }
    return spoken.toString();
  }
}
