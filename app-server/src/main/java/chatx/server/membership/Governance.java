package chatx.server.membership;

import chatx.protocol.ExitReason;
import chatx.protocol.Limits;
import chatx.protocol.Problem;
import chatx.protocol.ProblemCode;
import chatx.protocol.RoomExited;
import chatx.protocol.UserId;
import chatx.protocol.UserSummary;
import chatx.server.audit.AuditAction;
import chatx.server.audit.AuditEntry;
import chatx.server.audit.AuditLog;
import chatx.server.command.Caller;
import chatx.server.command.ConnectionDirectory;
import chatx.server.problem.Problems;
import chatx.server.room.Membership;
import chatx.server.room.RoomTransaction;
import chatx.server.text.Checked;
import chatx.server.text.TextRules;
import org.jspecify.annotations.Nullable;

/** What the commands that govern a room have in common. */
final class Governance {
  private final AuditLog audit;
  private final ConnectionDirectory connections;

  Governance(AuditLog audit, ConnectionDirectory connections) {
    this.audit = audit;
    this.connections = connections;
  }

  /** Records who did what to whom in the room, in the room's transaction. */
  void record(
      RoomTransaction room,
      Caller caller,
      AuditAction action,
      @Nullable UserId about,
      @Nullable String detail) {
    String where = "room=" + room.state().id();
    audit.append(
        room.tx(),
        AuditEntry.of(action)
            .by(caller.me().id().toString())
            .about((about == null ? room.state().id() : about).toString())
            .from(caller.address())
            .with(detail == null ? where : where + " " + detail));
    room.wrote();
  }

  /** Ends the subscriptions of a user who is no longer a member, and tells their devices. */
  void showOut(
      RoomTransaction room,
      UserId user,
      ExitReason reason,
      @Nullable UserSummary by,
      @Nullable Caller except) {
    room.unsubscribe(user);
    RoomExited exited = new RoomExited(room.state().id(), reason, by);
    room.afterCommit(() ->
        connections.of(user).stream()
            .filter(device -> !device.equals(except))
            .forEach(device -> device.send(exited)));
  }

  /** Null when the caller may act against the member. */
  @Nullable Problem refusal(RoomTransaction room, Caller caller, UserId user) {
    UserId me = caller.me().id();
    if (user.equals(me)) {
      return Problems.of(
          ProblemCode.FORBIDDEN, "You cannot do that to yourself. Leave the room instead.");
    }
    Membership mine = room.state().member(me);
    Membership theirs = room.state().member(user);
    boolean allowed =
        theirs == null
            || (caller.me().admin()
                ? theirs.role() != chatx.protocol.MemberRole.OWNER
                : mine != null && mine.outranks(theirs));
    return allowed
        ? null
        : Problems.of(
            ProblemCode.FORBIDDEN, "You can only do that to members with a lower role than yours.");
  }

  static Problem noSuchMember() {
    return Problems.of(
        ProblemCode.NO_SUCH_MEMBER, "There is no such member in the room.", "data.user");
  }

  /** A reason as it may be shown; an empty one is none. */
  static Checked<String> reason(@Nullable String raw) {
    return raw == null || raw.isBlank()
        ? Checked.ok("")
        : TextRules.body(raw, Limits.REASON, "reason");
  }
}
