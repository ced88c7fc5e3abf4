package chatx.desktop;

import chatx.desktop.model.AppModel;
import chatx.desktop.model.RoomModel;
import chatx.desktop.model.ServerModel;
import chatx.desktop.storage.Preferences;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.collections.ListChangeListener;
import org.jspecify.annotations.Nullable;

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
    new Return(server, preferences.get(Preferences.LAST_ROOM)).begin();
  }

  /**
   * To the room that was open last, as soon as it is there. Rooms come from the disk or from the
   * server, at once or one by one: until then the one at the top is open, unless somebody chooses.
   */
  private final class Return implements ListChangeListener<RoomModel> {
    private final ServerModel server;
    private final String last;
    private @Nullable RoomModel meanwhile;

    Return(ServerModel server, String last) {
      this.server = server;
      this.last = last;
    }

    void begin() {
      server.rooms().addListener(this);
      look();
    }

    @Override
    public void onChanged(Change<? extends RoomModel> change) {
      // Not while the list is changing.
      fx.execute(this::look);
    }

    private void look() {
      RoomModel open = server.selectedProperty().get();
      Optional<RoomModel> wanted =
          server.rooms().stream().filter(one -> one.id().toString().equals(last)).findFirst();
      if (open != null && !open.equals(meanwhile)) {
        server.rooms().removeListener(this);
      } else if (wanted.isPresent()) {
        server.rooms().removeListener(this);
        open(wanted.get());
      } else if (open == null && !server.rooms().isEmpty()) {
        meanwhile = server.rooms().getFirst();
        open(meanwhile);
      }
    }

    private void open(RoomModel room) {
      server.select(room);
      if (server.equals(app.selectedServerProperty().get())) {
        ready.run();
      }
    }
  }
}
