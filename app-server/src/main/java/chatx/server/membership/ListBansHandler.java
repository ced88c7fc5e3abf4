package chatx.server.membership;

import chatx.protocol.BanList;
import chatx.protocol.ListBans;
import chatx.protocol.ServerReply;
import chatx.server.command.Access;
import chatx.server.command.Caller;
import chatx.server.command.RoomCommandHandler;
import chatx.server.room.RoomTransaction;

/** Tells who is banned. */
final class ListBansHandler implements RoomCommandHandler<ListBans> {
  private final BanStore bans;

  ListBansHandler(BanStore bans) {
    this.bans = bans;
  }

  @Override
  public Class<ListBans> command() {
    return ListBans.class;
  }

  @Override
  public Access access() {
    return Access.MODERATOR;
  }

  @Override
  public ServerReply handle(RoomTransaction room, Caller caller, ListBans command) {
    return new BanList(bans.list(room.tx(), room.state().id()));
  }
}
