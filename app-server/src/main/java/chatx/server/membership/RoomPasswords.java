package chatx.server.membership;

import chatx.protocol.Problem;
import chatx.protocol.ProblemCode;
import chatx.protocol.RoomId;
import chatx.server.audit.AuditAction;
import chatx.server.audit.AuditEntry;
import chatx.server.audit.AuditLog;
import chatx.server.command.Caller;
import chatx.server.command.Refusals;
import chatx.server.limit.AddressKey;
import chatx.server.limit.Decision;
import chatx.server.limit.LimitKind;
import chatx.server.limit.RateLimits;
import chatx.server.problem.Problems;
import chatx.server.secret.HashedPassword;
import chatx.server.secret.PasswordCheck;
import chatx.server.secret.PasswordHasher;
import chatx.server.storage.Transactions;
import chatx.server.text.Checked;
import chatx.server.text.PasswordRules;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rooms' passwords: made and checked away from the rooms' threads, and never too often. */
final class RoomPasswords {
  private final PasswordHasher hasher;
  private final PasswordRules rules;
  private final RateLimits limits;
  private final AuditLog audit;
  private final Transactions transactions;

  RoomPasswords(
      PasswordHasher hasher,
      PasswordRules rules,
      RateLimits limits,
      AuditLog audit,
      Transactions transactions) {
    this.hasher = hasher;
    this.rules = rules;
    this.limits = limits;
    this.audit = audit;
    this.transactions = transactions;
  }

  /** What became of a password for a room. */
  sealed interface Made {
    record Hash(@Nullable String value) implements Made {}

    record Refused(Problem problem) implements Made {}
  }

  /** Hashes a new password; none makes the room public. */
  Made make(@Nullable String password, @Nullable String roomName) {
    if (password == null) {
      return new Made.Hash(null);
    }
    List<@Nullable String> names = roomName == null ? List.of() : List.of(roomName);
    if (rules.check(password, names, "password") instanceof Checked.Refused<String> refused) {
      return new Made.Refused(Refusals.of(refused));
    }
    return switch (hasher.hash(password)) {
      case HashedPassword.Hashed hashed -> new Made.Hash(hashed.hash());
      case HashedPassword.Busy _ -> new Made.Refused(Problems.busy());
    };
  }

  /** Null when the password is the right one. Counts against the caller, the room, the address. */
  @Nullable Problem refusal(Caller caller, RoomId room, String password, String hash) {
    Problem limited = limited(caller, room);
    if (limited != null) {
      return limited;
    }
    return switch (hasher.check(password, hash)) {
      case PasswordCheck.Match _ -> null;
      case PasswordCheck.Busy _ -> Problems.busy();
      case PasswordCheck.Mismatch _ -> {
        transactions.commit(tx -> {
          audit.append(
              tx,
              AuditEntry.of(AuditAction.ROOM_PASSWORD_FAILED)
                  .by(caller.me().id().toString())
                  .about(room.toString())
                  .from(caller.address()));
          return true;
        });
        yield Problems.of(
            ProblemCode.WRONG_ROOM_PASSWORD,
            "That is not the room's password. Ask a member for it.",
            "data.password");
      }
    };
  }

  private @Nullable Problem limited(Caller caller, RoomId room) {
    Decision[] decisions = {
      limits.take(LimitKind.ROOM_PASSWORDS_PER_USER_AND_ROOM, caller.me().id() + " " + room),
      limits.take(
          LimitKind.ROOM_PASSWORDS_PER_ADDRESS,
          AddressKey.of(InetAddress.ofLiteral(caller.address()))),
      limits.take(LimitKind.ROOM_PASSWORDS_PER_ROOM, room.toString())
    };
    Duration longest = Duration.ZERO;
    for (Decision decision : decisions) {
      if (decision instanceof Decision.Limited limited
          && limited.retryAfter().compareTo(longest) > 0) {
        longest = limited.retryAfter();
      }
    }
    return longest.isZero()
        ? null
        : Problems.later(
            ProblemCode.TOO_MANY_ATTEMPTS,
            "Too many passwords were tried on this room. Wait before you try again.",
            longest);
  }
}
