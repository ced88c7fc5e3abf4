package chatx.server.catchup;

import chatx.server.command.ConnectionDirectory;
import chatx.server.command.RoomCommandHandler;
import chatx.server.command.SessionCommandHandler;
import chatx.server.room.RoomDirectory;
import chatx.server.room.RoomStore;
import chatx.server.storage.Transactions;
import java.util.List;

/** The commands by which a client gets, and gets back, to a room's present. */
public final class CatchUpFeature {
  private final List<SessionCommandHandler<?>> sessionHandlers;
  private final List<RoomCommandHandler<?>> roomHandlers;

  public CatchUpFeature(
      Transactions transactions,
      RoomDirectory rooms,
      RoomStore store,
      ConnectionDirectory connections) {
    CatchUp catchUp = new CatchUp(connections);
    sessionHandlers = List.of(new ResumeSessionHandler(transactions, rooms, store, catchUp));
    roomHandlers = List.of(new OpenRoomHandler(connections), new ResumeRoomHandler(catchUp));
  }

  public List<SessionCommandHandler<?>> sessionHandlers() {
    return sessionHandlers;
  }

  public List<RoomCommandHandler<?>> roomHandlers() {
    return roomHandlers;
  }
}
