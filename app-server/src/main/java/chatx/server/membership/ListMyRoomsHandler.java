package chatx.server.membership;

import chatx.protocol.ListMyRooms;
import chatx.protocol.MyRooms;
import chatx.protocol.ServerReply;
import chatx.server.command.Access;
import chatx.server.command.Caller;
import chatx.server.command.SessionCommandHandler;
import chatx.server.storage.Transactions;

/** Tells the caller's rooms. */
final class ListMyRoomsHandler implements SessionCommandHandler<ListMyRooms> {
  private final Transactions transactions;
  private final RoomListStore lists;

  ListMyRoomsHandler(Transactions transactions, RoomListStore lists) {
    this.transactions = transactions;
    this.lists = lists;
  }

  @Override
  public Class<ListMyRooms> command() {
    return ListMyRooms.class;
  }

  @Override
  public Access access() {
    return Access.SIGNED_IN;
  }

  @Override
  public ServerReply handle(Caller caller, ListMyRooms command) {
    return new MyRooms(transactions.read(tx -> lists.mine(tx, caller.me().id())));
  }
}
