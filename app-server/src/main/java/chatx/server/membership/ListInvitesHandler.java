package chatx.server.membership;

import chatx.protocol.InviteList;
import chatx.protocol.ListInvites;
import chatx.protocol.Problem;
import chatx.protocol.ServerReply;
import chatx.protocol.UserId;
import chatx.server.command.Access;
import chatx.server.command.Caller;
import chatx.server.command.RoomAccess;
import chatx.server.command.SessionCommandHandler;
import chatx.server.invite.Invites;
import chatx.server.room.RoomDirectory;

/** Tells which invites are open, to those who may know. */
final class ListInvitesHandler implements SessionCommandHandler<ListInvites> {
  private final RoomDirectory rooms;
  private final Invites invites;

  ListInvitesHandler(RoomDirectory rooms, Invites invites) {
    this.rooms = rooms;
    this.invites = invites;
  }

  @Override
  public Class<ListInvites> command() {
    return ListInvites.class;
  }

  @Override
  public Access access() {
    return Access.SIGNED_IN;
  }

  @Override
  public ServerReply handle(Caller caller, ListInvites command) {
    UserId me = caller.me().id();
    if (command.room() == null) {
      return new InviteList(invites.live(null, caller.me().admin() ? null : me));
    }
    ServerReply moderates =
        rooms.ask(command.room(), room -> RoomAccess.check(room.state(), caller, Access.MODERATOR));
    if (!(moderates instanceof Problem)) {
      return new InviteList(invites.live(command.room(), null));
    }
    ServerReply member =
        rooms.ask(command.room(), room -> RoomAccess.check(room.state(), caller, Access.MEMBER));
    return member instanceof Problem ? member : new InviteList(invites.live(command.room(), me));
  }
}
