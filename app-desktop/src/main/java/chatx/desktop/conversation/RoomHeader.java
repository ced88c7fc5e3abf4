package chatx.desktop.conversation;

import chatx.desktop.model.RoomModel;
import chatx.desktop.ui.Icons;
import chatx.desktop.ui.SafeText;
import chatx.desktop.ui.Texts;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** Name, topic and lock of the room, and what can be done with it. */
final class RoomHeader extends HBox {
  private final Texts texts;
  private final Label name = new Label();
  private final Label topic = new Label();
  private final HBox actions = new HBox();
  private final Button members;
  private Subscription room = Subscription.EMPTY;
  private Runnable toggleMembers = () -> {};

  RoomHeader(Texts texts) {
    this.texts = texts;
    getStyleClass().add("room-header");
    name.getStyleClass().add("room-header-name");
    name.setId("room-name");
    name.setMinWidth(0);
    topic.getStyleClass().add("room-header-topic");
    topic.setId("room-topic");
    topic.setMinWidth(0);
    topic.managedProperty().bind(topic.visibleProperty());
    var words = new VBox(name, topic);
    words.setMinWidth(0);
    words.setAlignment(Pos.CENTER_LEFT);
    HBox.setHgrow(words, Priority.ALWAYS);
    actions.getStyleClass().add("room-header-actions");
    actions.setMinWidth(Region.USE_PREF_SIZE);
    actions.setAlignment(Pos.CENTER);
    members = Icons.button(Feather.USERS, texts.get("conversation.members_toggle"));
    members.setId("members-toggle");
    members.setMinWidth(Region.USE_PREF_SIZE);
    members.setOnAction(_ -> toggleMembers.run());
    getChildren().setAll(words, actions, members);
  }

  void show(@Nullable RoomModel shown) {
    room.unsubscribe();
    room = Subscription.EMPTY;
    setVisible(shown != null);
    setManaged(shown != null);
    if (shown != null) {
      room =
          Subscription.combine(
              shown.nameProperty().subscribe(now -> name.setText(SafeText.oneLine(now))),
              shown.topicProperty().subscribe(this::showTopic),
              shown.lockedProperty().subscribe(this::showLock));
    }
  }

  /** What features put beside the name, such as a menu and find. */
  void actions(Node... nodes) {
    actions.getChildren().setAll(nodes);
  }

  void onToggleMembers(Runnable toggle) {
    toggleMembers = toggle;
  }

  private void showTopic(String now) {
    String line = SafeText.oneLine(now);
    topic.setText(line);
    topic.setVisible(!line.isEmpty());
    topic.setTooltip(line.isEmpty() ? null : Icons.tooltip(line));
  }

  private void showLock(boolean locked) {
    name.setGraphic(Icons.of(locked ? Feather.LOCK : Feather.HASH));
    name.setTooltip(locked ? Icons.tooltip(texts.get("conversation.room_locked")) : null);
  }
}
