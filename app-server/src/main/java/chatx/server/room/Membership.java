package chatx.server.room;

import chatx.protocol.MemberRole;
import chatx.protocol.UserSummary;
import java.time.Instant;

/** Somebody's place in a room. */
public record Membership(UserSummary user, MemberRole role, Instant joinedAt) {
  /** Whether this member may do what is reserved for {@code needed}. */
  public boolean isAtLeast(MemberRole needed) {
    return role.compareTo(needed) <= 0;
  }

  public boolean outranks(Membership other) {
    return role.compareTo(other.role) < 0;
  }
}
