package chatx.desktop;

import chatx.desktop.model.AppModel;
import chatx.desktop.model.Outcome;
import chatx.desktop.model.RoomModel;
import chatx.desktop.model.ServerModel;
import chatx.protocol.RoomPage;
import chatx.protocol.RoomSummary;
import java.util.function.Consumer;

/**
 * Where somebody begins who came to a server and is in no room there: in its only room if everybody
 * may join it, else before the list of its rooms. FX thread only.
 */
final class FirstArrival {
  private final AppModel app;
  private final Runnable browse;
  private final Consumer<RoomModel> open;

  /**
   * @param browse lists the rooms of the server in front
   * @param open shows a room of the server in front
   */
  FirstArrival(AppModel app, Runnable browse, Consumer<RoomModel> open) {
    this.app = app;
    this.browse = browse;
    this.open = open;
  }

  void at(ServerModel server) {
    server.whenOnline(() -> look(server));
  }

  private void look(ServerModel server) {
    if (!server.rooms().isEmpty()) {
      return;
    }
    var _ =
        server
            .listRooms(null, null)
            .thenAccept(outcome -> {
              if (outcome instanceof Outcome.Done<RoomPage>(RoomPage page)) {
                begin(server, page);
              }
            });
  }

  private void begin(ServerModel server, RoomPage page) {
    if (page.rooms().isEmpty() || !isInFront(server)) {
      return;
    }
    RoomSummary first = page.rooms().getFirst();
    if (page.rooms().size() > 1 || page.nextCursor() != null || first.locked()) {
      browse.run();
      return;
    }
    var _ =
        server
            .joinRoom(first.id(), null)
            .thenAccept(outcome -> {
              if (outcome instanceof Outcome.Done<RoomModel>(RoomModel room) && isInFront(server)) {
                open.accept(room);
              }
            });
  }

  private boolean isInFront(ServerModel server) {
    return server.equals(app.selectedServerProperty().get());
  }
}
