package chatx.server.command;

import chatx.protocol.Done;
import chatx.protocol.MemberRole;
import chatx.protocol.Problem;
import chatx.protocol.ProblemCode;
import chatx.protocol.ServerReply;
import chatx.server.problem.Problems;
import chatx.server.room.Membership;
import chatx.server.room.RoomSnapshot;
import org.jspecify.annotations.Nullable;

/** Who may do what in a room, decided by its members at that moment. */
public final class RoomAccess {
  private RoomAccess() {}

  /** Null when the caller may give a command of this access. */
  static @Nullable Problem refusal(RoomSnapshot room, Caller caller, Access access) {
    Membership member = room.member(caller.me().id());
    if (room.deleted()) {
      return member == null ? Problems.noSuchRoom() : Problems.roomGone();
    }
    return switch (access) {
      case ANYONE, SIGNED_IN -> null;
      case MEMBER -> member == null ? Problems.noSuchRoom() : null;
      case MODERATOR -> refusal(caller, member, MemberRole.MODERATOR);
      case OWNER -> refusal(caller, member, MemberRole.OWNER);
    };
  }

  /** For session commands that are for owners: done when the caller is one. */
  public static ServerReply owner(RoomSnapshot room, Caller caller) {
    return check(room, caller, Access.OWNER);
  }

  /** For session commands about a room: done when the caller may do what takes this access. */
  public static ServerReply check(RoomSnapshot room, Caller caller, Access access) {
    Problem refusal = refusal(room, caller, access);
    return refusal == null ? new Done() : refusal;
  }

  private static @Nullable Problem refusal(
      Caller caller, @Nullable Membership member, MemberRole needed) {
    if (caller.me().admin() || (member != null && member.isAtLeast(needed))) {
      return null;
    }
    return member == null
        ? Problems.noSuchRoom()
        : Problems.of(
            ProblemCode.FORBIDDEN,
            needed == MemberRole.OWNER
                ? "Only the room's owner may do that."
                : "Only the room's moderators and owner may do that.");
  }
}
