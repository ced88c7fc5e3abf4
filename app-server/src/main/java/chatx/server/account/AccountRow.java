package chatx.server.account;

import chatx.protocol.UserSummary;
import chatx.protocol.http.AccountInfo;
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
  /** What its owner sees of it. */
  AccountInfo info() {
    return new AccountInfo(user, email, admin, createdAt);
  }

  @Override
  public String toString() {
    return "AccountRow[" + user.id() + "]";
  }
}
