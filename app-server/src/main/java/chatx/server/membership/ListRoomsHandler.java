package chatx.server.membership;

import chatx.protocol.Limits;
import chatx.protocol.ListRooms;
import chatx.protocol.Problem;
import chatx.protocol.ServerReply;
import chatx.server.command.Access;
import chatx.server.command.Caller;
import chatx.server.command.SessionCommandHandler;
import chatx.server.storage.Transactions;

/** Lists the server's rooms. */
final class ListRoomsHandler implements SessionCommandHandler<ListRooms> {
  private final Transactions transactions;
  private final RoomListStore lists;

  ListRoomsHandler(Transactions transactions, RoomListStore lists) {
    this.transactions = transactions;
    this.lists = lists;
  }

  @Override
  public Class<ListRooms> command() {
    return ListRooms.class;
  }

  @Override
  public Access access() {
    return Access.SIGNED_IN;
  }

  @Override
  public ServerReply handle(Caller caller, ListRooms command) {
    String query = ListRequests.query(command.query());
    Problem tooLong = ListRequests.tooLong(query);
    if (tooLong != null) {
      return tooLong;
    }
    RoomCursor start =
        command.cursor() == null ? RoomCursor.START : RoomCursor.parse(command.cursor());
    if (start == null) {
      return ListRequests.badCursor();
    }
    int limit = ListRequests.limit(command.limit(), Limits.ROOM_LIST_PAGE);
    return transactions.read(tx -> lists.page(tx, caller.me().id(), query, start, limit));
  }
}
