package chatx.desktop.roomactions;

import chatx.desktop.model.RoomModel;
import chatx.desktop.ui.Icons;
import chatx.desktop.ui.RowMenu;
import chatx.desktop.ui.Texts;
import chatx.protocol.MemberRole;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Bounds;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** The button in the header of a conversation, with what may be done with its room. */
public final class RoomMenu {
  private final Texts texts;
  private final RoomDialogs dialogs;
  private final Consumer<RoomModel> invite;
  private final Button button;
  private @Nullable RoomModel room;

  /**
   * @param invite shows the invites to a room
   */
  public RoomMenu(Texts texts, RoomDialogs dialogs, Consumer<RoomModel> invite) {
    this.texts = texts;
    this.invite = invite;
    this.dialogs = dialogs;
    button = Icons.button(Feather.MORE_VERTICAL, texts.get("roomactions.menu"));
    button.setId("room-menu");
    button.setOnAction(_ -> open());
    show(null);
  }

  /** Is about that room from now on; null for none. */
  public void show(@Nullable RoomModel shown) {
    room = shown;
    button.setDisable(shown == null);
  }

  public Button button() {
    return button;
  }

  private void open() {
    RoomModel shown = room;
    if (shown != null) {
      Bounds bounds = button.localToScreen(button.getBoundsInLocal());
      new ContextMenu(items(shown).toArray(MenuItem[]::new))
          .show(button, bounds.getMinX(), bounds.getMaxY() + 4);
    }
  }

  private List<MenuItem> items(RoomModel shown) {
    boolean favourite = shown.favouriteProperty().get();
    boolean muted = shown.mutedProperty().get();
    boolean owner = shown.myRoleProperty().get() == MemberRole.OWNER;
    List<MenuItem> items = new ArrayList<>();
    items.add(
        RowMenu.item(Feather.INFO, texts.get("roomactions.details"), () -> dialogs.details(shown)));
    items.add(
        RowMenu.item(
            Feather.USER_PLUS, texts.get("roomactions.invite"), () -> invite.accept(shown)));
    items.add(
        RowMenu.item(
            Feather.STAR,
            texts.get(favourite ? "roomactions.remove_favourite" : "roomactions.add_favourite"),
            () -> shown.favourite(!favourite)));
    items.add(
        RowMenu.item(
            muted ? Feather.BELL : Feather.BELL_OFF,
            texts.get(muted ? "roomactions.unmute" : "roomactions.mute"),
            () -> shown.muted(!muted)));
    items.add(new SeparatorMenuItem());
    if (owner) {
      items.add(
          RowMenu.danger(
              Feather.TRASH_2, texts.get("roomactions.delete"), () -> dialogs.delete(shown)));
    } else {
      items.add(
          RowMenu.danger(
              Feather.LOG_OUT, texts.get("roomactions.leave"), () -> dialogs.leave(shown)));
    }
    return items;
  }
}
