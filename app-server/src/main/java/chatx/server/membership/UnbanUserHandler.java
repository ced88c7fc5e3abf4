package chatx.server.membership;

import chatx.protocol.Done;
import chatx.protocol.ProblemCode;
import chatx.protocol.ServerReply;
import chatx.protocol.UnbanUser;
import chatx.server.audit.AuditAction;
import chatx.server.command.Access;
import chatx.server.command.Caller;
import chatx.server.command.RoomCommandHandler;
import chatx.server.problem.Problems;
import chatx.server.room.RoomTransaction;

/** Lets somebody join again. */
final class UnbanUserHandler implements RoomCommandHandler<UnbanUser> {
  private final Governance governance;
  private final BanStore bans;

  UnbanUserHandler(Governance governance, BanStore bans) {
    this.governance = governance;
    this.bans = bans;
  }

  @Override
  public Class<UnbanUser> command() {
    return UnbanUser.class;
  }

  @Override
  public Access access() {
    return Access.MODERATOR;
  }

  @Override
  public ServerReply handle(RoomTransaction room, Caller caller, UnbanUser command) {
    if (!bans.delete(room.tx(), room.state().id(), command.user())) {
      return Problems.of(ProblemCode.NO_SUCH_MEMBER, "That user is not banned.", "data.user");
    }
    governance.record(room, caller, AuditAction.USER_UNBANNED, command.user(), null);
    return new Done();
  }
}
