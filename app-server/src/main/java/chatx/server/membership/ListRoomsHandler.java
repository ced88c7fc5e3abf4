package chatx.server.membership;

import chatx.protocol.Limits;
import chatx.protocol.ListRooms;
import chatx.protocol.ProblemCode;
import chatx.protocol.ServerReply;
import chatx.server.command.Access;
import chatx.server.command.Caller;
import chatx.server.command.SessionCommandHandler;
import chatx.server.problem.Problems;
import chatx.server.storage.Transactions;

/** Lists the server's rooms. */
final class ListRoomsHandler implements SessionCommandHandler<ListRooms> {
  private static final int DEFAULT_PAGE = 50;

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
    String query = command.query() == null ? "" : command.query().strip();
    if (query.codePointCount(0, query.length()) > Limits.ROOM_NAME) {
      return Problems.of(
          ProblemCode.QUERY_TOO_LONG,
          "Look for at most " + Limits.ROOM_NAME + " characters.",
          "data.query");
    }
    RoomCursor after = RoomCursor.START;
    if (command.cursor() != null) {
      after = RoomCursor.parse(command.cursor());
      if (after == null) {
        return Problems.of(
            ProblemCode.BAD_CURSOR,
            "That cursor is not from this server. Start without one.",
            "data.cursor");
      }
    }
    int wanted = command.limit() == null ? DEFAULT_PAGE : command.limit();
    int limit = Math.clamp(wanted, 1, Limits.ROOM_LIST_PAGE);
    RoomCursor start = after;
    return transactions.read(tx -> lists.page(tx, caller.me().id(), query, start, limit));
  }
}
