package chatx.server.membership;

import chatx.protocol.BanUser;
import chatx.protocol.Done;
import chatx.protocol.ExitReason;
import chatx.protocol.MemberBanned;
import chatx.protocol.Problem;
import chatx.protocol.ProblemCode;
import chatx.protocol.ServerReply;
import chatx.protocol.UserSummary;
import chatx.server.audit.AuditAction;
import chatx.server.command.Access;
import chatx.server.command.Caller;
import chatx.server.command.Refusals;
import chatx.server.command.RoomCommandHandler;
import chatx.server.problem.Problems;
import chatx.server.room.RoomTransaction;
import chatx.server.text.Checked;
import org.jspecify.annotations.Nullable;

/** Refuses somebody the room. */
final class BanUserHandler implements RoomCommandHandler<BanUser> {
  private final Governance governance;
  private final BanStore bans;

  BanUserHandler(Governance governance, BanStore bans) {
    this.governance = governance;
    this.bans = bans;
  }

  @Override
  public Class<BanUser> command() {
    return BanUser.class;
  }

  @Override
  public Access access() {
    return Access.MODERATOR;
  }

  @Override
  public ServerReply handle(RoomTransaction room, Caller caller, BanUser command) {
    UserSummary target = bans.user(room.tx(), command.user());
    if (target == null) {
      return Problems.of(ProblemCode.NO_SUCH_MEMBER, "There is no such user.", "data.user");
    }
    Problem refusal = governance.refusal(room, caller, command.user());
    if (refusal != null) {
      return refusal;
    }
    return switch (Governance.reason(command.reason())) {
      case Checked.Refused<String> refused -> Refusals.of(refused);
      case Checked.Ok<String> reason ->
          ban(room, caller, target, reason.value().isEmpty() ? null : reason.value());
    };
  }

  private ServerReply ban(
      RoomTransaction room, Caller caller, UserSummary target, @Nullable String reason) {
    UserSummary by = caller.me().user();
    if (!bans.insert(room.tx(), room.state().id(), target.id(), by.id(), room.now(), reason)) {
      return new Done();
    }
    if (room.state().member(target.id()) != null) {
      room.dismiss(target.id());
    }
    room.append(new MemberBanned(target, by, reason));
    governance.showOut(room, target.id(), ExitReason.BANNED, by, null);
    governance.record(room, caller, AuditAction.USER_BANNED, target.id(), null);
    return new Done();
  }
}
