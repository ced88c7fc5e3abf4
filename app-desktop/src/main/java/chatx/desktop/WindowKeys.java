package chatx.desktop;

import chatx.desktop.model.RoomModel;
import chatx.desktop.model.ServerModel;
import chatx.desktop.storage.Preferences;
import chatx.desktop.ui.Dialogs;
import chatx.desktop.ui.KeyMap;
import chatx.desktop.ui.Shortcut;
import chatx.desktop.window.MainView;
import java.util.List;

/** What the keys do wherever the focus is. FX thread only. */
final class WindowKeys {
  private static final int TEXT_STEP = 10;
  private static final int SMALLEST_TEXT = 80;
  private static final int LARGEST_TEXT = 200;

  private final WindowNeeds needs;

  /** What keys open; none of it while a dialog is in front. */
  record Doors(
      Runnable switcher,
      Runnable find,
      Runnable browse,
      Runnable create,
      Runnable settings,
      Runnable help,
      Runnable quit) {}

  WindowKeys(WindowNeeds needs) {
    this.needs = needs;
  }

  KeyMap map(MainView main, Dialogs dialogs, Doors doors) {
    var keys = new KeyMap();
    keys.on(Shortcut.SWITCHER, dialogs.unlessOpen(doors.switcher()));
    keys.on(Shortcut.FIND_IN_ROOM, dialogs.unlessOpen(doors.find()));
    keys.on(Shortcut.BROWSE_ROOMS, dialogs.unlessOpen(doors.browse()));
    keys.on(Shortcut.NEW_ROOM, dialogs.unlessOpen(doors.create()));
    keys.on(Shortcut.SETTINGS, dialogs.unlessOpen(doors.settings()));
    keys.on(Shortcut.HELP, dialogs.unlessOpen(doors.help()));
    keys.on(Shortcut.QUIT, doors.quit());
    keys.on(Shortcut.PREVIOUS_ROOM, () -> step(-1, false));
    keys.on(Shortcut.NEXT_ROOM, () -> step(1, false));
    keys.on(Shortcut.PREVIOUS_UNREAD, () -> step(-1, true));
    keys.on(Shortcut.NEXT_UNREAD, () -> step(1, true));
    keys.on(Shortcut.NEXT_REGION, () -> main.nextRegion(true));
    keys.on(Shortcut.PREVIOUS_REGION, () -> main.nextRegion(false));
    keys.on(Shortcut.TOGGLE_ROOMS, main::toggleRooms);
    keys.on(Shortcut.TOGGLE_MEMBERS, main::toggleMembers);
    keys.on(Shortcut.LARGER_TEXT, () -> textSize(TEXT_STEP));
    keys.on(Shortcut.SMALLER_TEXT, () -> textSize(-TEXT_STEP));
    keys.on(
        Shortcut.NORMAL_TEXT,
        () -> needs.preferences().set(Preferences.TEXT_SIZE, Preferences.TEXT_SIZE.initial()));
    return keys;
  }

  private void textSize(int change) {
    int percent = needs.preferences().get(Preferences.TEXT_SIZE) + change;
    needs
        .preferences()
        .set(Preferences.TEXT_SIZE, Math.clamp(percent, SMALLEST_TEXT, LARGEST_TEXT));
  }

  /** The next room of the list, or the next one in which something is unread. */
  private void step(int direction, boolean unread) {
    ServerModel server = needs.app().selectedServerProperty().get();
    if (server == null || server.rooms().isEmpty()) {
      return;
    }
    List<RoomModel> rooms = server.rooms();
    int at = rooms.indexOf(server.selectedProperty().get());
    for (int i = 1; i <= rooms.size(); i++) {
      int from = at < 0 && direction < 0 ? rooms.size() : at;
      RoomModel room = rooms.get(Math.floorMod(from + direction * i, rooms.size()));
      if (!unread || room.unreadProperty().get() > 0) {
        needs.app().select(room);
        return;
      }
    }
  }
}
