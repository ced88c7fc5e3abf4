package chatx.server.membership;

import chatx.protocol.Done;
import chatx.protocol.Invite;
import chatx.protocol.Problem;
import chatx.protocol.RevokeInvite;
import chatx.protocol.RoomId;
import chatx.protocol.ServerReply;
import chatx.protocol.UserSummary;
import chatx.server.command.Access;
import chatx.server.command.Caller;
import chatx.server.command.RoomAccess;
import chatx.server.command.SessionCommandHandler;
import chatx.server.invite.Invites;
import chatx.server.room.RoomDirectory;
import java.util.Optional;

/** Takes an invite back. */
final class RevokeInviteHandler implements SessionCommandHandler<RevokeInvite> {
  private final RoomDirectory rooms;
  private final Invites invites;

  RevokeInviteHandler(RoomDirectory rooms, Invites invites) {
    this.rooms = rooms;
    this.invites = invites;
  }

  @Override
  public Class<RevokeInvite> command() {
    return RevokeInvite.class;
  }

  @Override
  public Access access() {
    return Access.SIGNED_IN;
  }

  @Override
  public ServerReply handle(Caller caller, RevokeInvite command) {
    Optional<Invite> invite = invites.find(command.invite());
    // The same words for one that does not exist and one that is not the caller's business.
    if (invite.isEmpty() || !mayEnd(caller, invite.get())) {
      return Invites.unknown();
    }
    var _ = invites.revoke(command.invite(), caller.me().id(), caller.address());
    return new Done();
  }

  private boolean mayEnd(Caller caller, Invite invite) {
    UserSummary by = invite.by();
    if (caller.me().admin() || (by != null && by.id().equals(caller.me().id()))) {
      return true;
    }
    RoomId room = invite.room();
    return room != null
        && !(rooms.ask(room, opened -> RoomAccess.check(opened.state(), caller, Access.MODERATOR))
            instanceof Problem);
  }
}
