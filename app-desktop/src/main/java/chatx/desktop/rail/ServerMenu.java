package chatx.desktop.rail;

import chatx.desktop.ui.RowMenu;
import chatx.desktop.ui.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** What can be done with a server of the rail: by pointer, menu key or Shift+F10. */
final class ServerMenu {
  private final Texts texts;
  private final Actions actions;
  private @Nullable ContextMenu open;

  /**
   * @param remove takes an account off this computer; of others' servers only
   * @param invite shows the invites to a server
   * @param stop stops one's own server
   * @param start starts it again
   */
  record Actions(Consumer<UUID> remove, Consumer<UUID> invite, Runnable stop, Runnable start) {}

  ServerMenu(Texts texts, Actions actions) {
    this.texts = texts;
    this.actions = actions;
  }

  void install(Node tile, RailEntry entry) {
    tile.setOnContextMenuRequested(event -> requested(event, tile, entry));
    tile.addEventHandler(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.CONTEXT_MENU
              || (event.getCode() == KeyCode.F10 && event.isShiftDown())) {
            event.consume();
            beside(tile, entry);
          }
        });
  }

  private void requested(ContextMenuEvent event, Node tile, RailEntry entry) {
    event.consume();
    if (event.isKeyboardTrigger()) {
      beside(tile, entry);
    } else {
      show(tile, entry, event.getScreenX(), event.getScreenY());
    }
  }

  private void beside(Node tile, RailEntry entry) {
    Bounds bounds = tile.localToScreen(tile.getBoundsInLocal());
    show(tile, entry, bounds.getMaxX(), bounds.getMinY());
  }

  private void show(Node tile, RailEntry entry, double x, double y) {
    if (open != null) {
      open.hide();
    }
    // The tiles are made anew with every count, so the menu hangs on what stays.
    Node anchor = tile.getScene() == null ? tile : tile.getScene().getRoot();
    open = new ContextMenu(items(entry).toArray(MenuItem[]::new));
    open.setId("server-menu");
    open.show(anchor, x, y);
  }

  private List<MenuItem> items(RailEntry entry) {
    List<MenuItem> items = new ArrayList<>();
    if (entry.standing() == RailEntry.Standing.CONNECTED) {
      items.add(
          RowMenu.item(
              Feather.USER_PLUS,
              texts.get("invite.to_server"),
              () -> actions.invite().accept(entry.id())));
      if (entry.own()) {
        items.add(new SeparatorMenuItem());
      }
    }
    if (entry.own()) {
      items.add(
          switch (entry.standing()) {
            case STOPPED ->
                RowMenu.item(Feather.PLAY, texts.get("rail.start_hosting"), actions.start());
            case BUSY -> {
              MenuItem wait = RowMenu.item(Feather.LOADER, texts.get("rail.busy"), () -> {});
              wait.setDisable(true);
              yield wait;
            }
            case CONNECTED, OFFLINE, SIGNED_OUT ->
                RowMenu.item(Feather.PAUSE, texts.get("rail.stop_hosting"), actions.stop());
          });
    } else {
      items.add(RowMenu.copy(texts.get("rail.copy_address"), entry.address()));
      items.add(new SeparatorMenuItem());
      items.add(
          RowMenu.danger(
              Feather.TRASH_2,
              texts.get("rail.remove"),
              () -> actions.remove().accept(entry.id())));
    }
    return items;
  }
}
