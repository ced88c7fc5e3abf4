package chatx.server.message;

import chatx.server.command.RoomCommandHandler;
import chatx.server.command.SessionCommandHandler;
import chatx.server.room.RoomDirectory;
import chatx.server.room.RoomLog;
import chatx.server.storage.Transactions;
import java.util.List;

/** The commands about messages. */
public final class MessageFeature {
  private final List<SessionCommandHandler<?>> sessionHandlers;
  private final List<RoomCommandHandler<?>> roomHandlers;

  /**
   * @param maxLength of a message, in code points
   */
  public MessageFeature(
      Transactions transactions, RoomDirectory rooms, RoomLog log, int maxLength) {
    sessionHandlers = List.of(new ReadHistoryHandler(transactions, rooms, new HistoryStore(log)));
    roomHandlers = List.of(new SendMessageHandler(new MessageStore(), maxLength));
  }

  public List<SessionCommandHandler<?>> sessionHandlers() {
    return sessionHandlers;
  }

  public List<RoomCommandHandler<?>> roomHandlers() {
    return roomHandlers;
  }
}
