package chatx.desktop.conversation;

import chatx.desktop.model.Delivery;
import chatx.desktop.model.Span;
import chatx.desktop.model.TimelineRow;
import chatx.desktop.ui.Texts;
import java.util.Optional;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;

/** What can be done with a message, by the other mouse button. */
final class MessageMenu {
  private final ContextMenu menu = new ContextMenu();
  private final Texts texts;
  private final RowActions actions;

  MessageMenu(Texts texts, RowActions actions) {
    this.texts = texts;
    this.actions = actions;
  }

  /** At a point of the screen; with the selected text, or an empty one. */
  void show(
      Node owner,
      Point2D at,
      TimelineRow.Message message,
      Optional<Span.Link> link,
      String selected) {
    menu.getItems().clear();
    if (!selected.isEmpty()) {
      var _ = item("conversation.copy_selection", () -> actions.copy(selected));
    }
    var _ = item("conversation.copy_message", () -> actions.copy(message.body().text()));
    link.ifPresent(present -> {
      var _ = item("conversation.link_open", () -> actions.openLink(present));
      var _ = item("conversation.copy_link", () -> actions.copy(present.target().toString()));
    });
    boolean failed = message.delivery() == Delivery.FAILED;
    if (failed || message.delivery() == Delivery.QUEUED) {
      menu.getItems().add(new SeparatorMenuItem());
      if (failed) {
        var _ = item("conversation.retry", () -> actions.retry(message));
      }
      item("conversation.delete", () -> actions.delete(message)).getStyleClass().add("danger");
    }
    menu.show(owner, at.getX(), at.getY());
  }

  private MenuItem item(String words, Runnable then) {
    var item = new MenuItem(texts.get(words));
    item.setOnAction(_ -> then.run());
    menu.getItems().add(item);
    return item;
  }
}
