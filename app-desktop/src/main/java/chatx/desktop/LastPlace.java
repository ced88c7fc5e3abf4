package chatx.desktop;

import chatx.desktop.model.AppModel;
import chatx.desktop.model.RoomModel;
import chatx.desktop.model.ServerModel;
import chatx.desktop.storage.Preferences;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.collections.ListChangeListener;

/** The account and the room that were in front last; they come back there. FX thread only. */
final class LastPlace {
  private final Preferences preferences;
  private final AppModel app;
  private final Executor fx;
  private final Runnable ready;
  private String account;

  /**
   * @param ready told when the room is there again
   */
  LastPlace(Preferences preferences, AppModel app, Executor fx, Runnable ready) {
    this.preferences = preferences;
    this.app = app;
    this.fx = fx;
    this.ready = ready;
    // Read before an account comes to the front, which is noted at once.
    account = preferences.get(Preferences.LAST_ACCOUNT);
    app.selectedServerProperty()
        .subscribe(server -> {
          if (server != null) {
            preferences.set(Preferences.LAST_ACCOUNT, server.account().id().toString());
          }
        });
    app.selectedRoomProperty()
        .subscribe(room -> {
          if (room != null) {
            preferences.set(Preferences.LAST_ROOM, room.id().toString());
          }
        });
  }

  /** An account is there again: it comes to the front if it was there, and with it its room. */
  void reopened(ServerModel server) {
    if (account.equals(server.account().id().toString())) {
      account = "";
      app.select(server);
    }
    if (server.equals(app.selectedServerProperty().get())) {
      awaitRoom(server, preferences.get(Preferences.LAST_ROOM));
    }
  }

  /** Rooms come from the disk a moment after their account. */
  private void awaitRoom(ServerModel server, String id) {
    server
        .rooms()
        .addListener(
            new ListChangeListener<RoomModel>() {
              @Override
              public void onChanged(Change<? extends RoomModel> change) {
                Optional<RoomModel> found =
                    server.rooms().stream()
                        .filter(room -> room.id().toString().equals(id))
                        .findFirst();
                if (found.isPresent() || server.selectedProperty().get() != null) {
                  server.rooms().removeListener(this);
                }
                // Not while the list is changing.
                found.ifPresent(room -> fx.execute(() -> open(room)));
              }
            });
  }

  private void open(RoomModel room) {
    ServerModel server = room.server();
    if (server.equals(app.selectedServerProperty().get())
        && server.selectedProperty().get() == null
        && server.room(room.id()).isPresent()) {
      app.select(room);
      ready.run();
    }
  }
}
