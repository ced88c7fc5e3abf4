package chatx.server.membership;

import chatx.protocol.Done;
import chatx.protocol.ExitReason;
import chatx.protocol.KickMember;
import chatx.protocol.MemberKicked;
import chatx.protocol.Problem;
import chatx.protocol.ServerReply;
import chatx.protocol.UserSummary;
import chatx.server.audit.AuditAction;
import chatx.server.command.Access;
import chatx.server.command.Caller;
import chatx.server.command.Refusals;
import chatx.server.command.RoomCommandHandler;
import chatx.server.invite.Invites;
import chatx.server.room.Membership;
import chatx.server.room.RoomTransaction;
import chatx.server.text.Checked;

/** Ends somebody's membership. */
final class KickMemberHandler implements RoomCommandHandler<KickMember> {
  private final Governance governance;
  private final Invites invites;

  KickMemberHandler(Governance governance, Invites invites) {
    this.governance = governance;
    this.invites = invites;
  }

  @Override
  public Class<KickMember> command() {
    return KickMember.class;
  }

  @Override
  public Access access() {
    return Access.MODERATOR;
  }

  @Override
  public ServerReply handle(RoomTransaction room, Caller caller, KickMember command) {
    Membership target = room.state().member(command.user());
    if (target == null) {
      return Governance.noSuchMember();
    }
    Problem refusal = governance.refusal(room, caller, command.user());
    if (refusal != null) {
      return refusal;
    }
    return switch (Governance.reason(command.reason())) {
      case Checked.Refused<String> refused -> Refusals.of(refused);
      case Checked.Ok<String> reason -> {
        UserSummary by = caller.me().user();
        room.dismiss(command.user());
        invites.bar(room.tx(), room.state().id(), command.user());
        room.append(
            new MemberKicked(target.user(), by, reason.value().isEmpty() ? null : reason.value()));
        governance.showOut(room, command.user(), ExitReason.KICKED, by, null);
        governance.record(room, caller, AuditAction.MEMBER_KICKED, command.user(), null);
        yield new Done();
      }
    };
  }
}
