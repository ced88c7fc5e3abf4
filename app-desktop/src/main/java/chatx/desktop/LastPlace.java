package chatx.desktop;

import chatx.desktop.model.AppModel;
import chatx.desktop.model.RoomModel;
import chatx.desktop.model.ServerModel;
import chatx.desktop.storage.Preferences;
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
   * @param ready told when a room in front is there again
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

  /**
   * An account is there: it comes to the front if it was there last. Each shows the room that was
   * open last or else the one at the top, so that nobody begins at an empty window.
   */
  void reopened(ServerModel server) {
    if (account.equals(server.account().id().toString())) {
      account = "";
      app.select(server);
    }
    if (!server.rooms().isEmpty()) {
      open(server);
      return;
    }
    // Rooms come from the disk a moment after their account, all at once.
    server
        .rooms()
        .addListener(
            new ListChangeListener<RoomModel>() {
              @Override
              public void onChanged(Change<? extends RoomModel> change) {
                server.rooms().removeListener(this);
                // Not while the list is changing.
                fx.execute(() -> open(server));
              }
            });
  }

  private void open(ServerModel server) {
    if (server.selectedProperty().get() != null || server.rooms().isEmpty()) {
      return;
    }
    String last = preferences.get(Preferences.LAST_ROOM);
    RoomModel room =
        server.rooms().stream()
            .filter(one -> one.id().toString().equals(last))
            .findFirst()
            .orElse(server.rooms().getFirst());
    server.select(room);
    if (server.equals(app.selectedServerProperty().get())) {
      ready.run();
    }
  }
}
