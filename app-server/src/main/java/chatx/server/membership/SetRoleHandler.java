package chatx.server.membership;

import chatx.protocol.Done;
import chatx.protocol.MemberRole;
import chatx.protocol.ProblemCode;
import chatx.protocol.RoleChanged;
import chatx.protocol.ServerReply;
import chatx.protocol.SetRole;
import chatx.protocol.UserSummary;
import chatx.server.audit.AuditAction;
import chatx.server.command.Access;
import chatx.server.command.Caller;
import chatx.server.command.RoomCommandHandler;
import chatx.server.problem.Problems;
import chatx.server.room.Membership;
import chatx.server.room.RoomTransaction;
import java.util.Locale;

/** Gives a member another role, or hands the room over. */
final class SetRoleHandler implements RoomCommandHandler<SetRole> {
  private final Governance governance;

  SetRoleHandler(Governance governance) {
    this.governance = governance;
  }

  @Override
  public Class<SetRole> command() {
    return SetRole.class;
  }

  @Override
  public Access access() {
    return Access.OWNER;
  }

  @Override
  public ServerReply handle(RoomTransaction room, Caller caller, SetRole command) {
    Membership target = room.state().member(command.user());
    if (target == null) {
      return Governance.noSuchMember();
    }
    if (target.role() == command.role()) {
      return new Done();
    }
    if (target.role() == MemberRole.OWNER) {
      return Problems.of(
          ProblemCode.FORBIDDEN,
          "A room has one owner. Make another member owner to hand the room over.");
    }
    if (command.role() == MemberRole.OWNER) {
      for (Membership member : room.state().members().values()) {
        if (member.role() == MemberRole.OWNER) {
          change(room, caller, member.user(), MemberRole.MODERATOR);
        }
      }
    }
    change(room, caller, target.user(), command.role());
    return new Done();
  }

  private void change(RoomTransaction room, Caller caller, UserSummary user, MemberRole role) {
    room.setRole(user.id(), role);
    room.append(new RoleChanged(user, role, caller.me().user()));
    governance.record(
        room,
        caller,
        AuditAction.ROLE_CHANGED,
        user.id(),
        "role=" + role.name().toLowerCase(Locale.ROOT));
  }
}
