package chatx.server.account;

import chatx.protocol.UserSummary;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An account as it is stored. */
record AccountRow(
    UserSummary user,
    @Nullable String email,
    String passwordHash,
    boolean admin,
    boolean disabled,
    Instant createdAt) {
  @Override
  public String toString() {
    return "AccountRow[" + user.id() + "]";
  }
}
