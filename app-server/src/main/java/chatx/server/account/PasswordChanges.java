package chatx.server.account;

import chatx.protocol.ProblemCode;
import chatx.protocol.UserId;
import chatx.protocol.UserSummary;
import chatx.protocol.http.AccountInfo;
import chatx.protocol.http.PasswordChange;
import chatx.server.account.LoginSessionStore.End;
import chatx.server.audit.AuditAction;
import chatx.server.audit.AuditEntry;
import chatx.server.audit.AuditLog;
import chatx.server.command.Identity;
import chatx.server.limit.Decision;
import chatx.server.problem.Problems;
import chatx.server.secret.HashedPassword;
import chatx.server.secret.PasswordCheck;
import chatx.server.secret.PasswordHasher;
import chatx.server.storage.Transactions;
import chatx.server.storage.Tx;
import chatx.server.text.Checked;
import chatx.server.text.PasswordRules;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;

/** Changes passwords, for who knows the current one. */
final class PasswordChanges {
  private final Transactions transactions;
  private final AuditLog audit;
  private final PasswordHasher hasher;
  private final PasswordRules passwordRules;
  private final AccountStore accounts;
  private final LoginSessionStore sessions;
  private final SignInThrottle throttle;
  private final LimitReports limitReports;
  private final Clock clock;

  PasswordChanges(
      Transactions transactions,
      AuditLog audit,
      PasswordHasher hasher,
      PasswordRules passwordRules,
      AccountStore accounts,
      LoginSessionStore sessions,
      SignInThrottle throttle,
      LimitReports limitReports,
      Clock clock) {
    this.transactions = transactions;
    this.audit = audit;
    this.hasher = hasher;
    this.passwordRules = passwordRules;
    this.accounts = accounts;
    this.sessions = sessions;
    this.throttle = throttle;
    this.limitReports = limitReports;
    this.clock = clock;
  }

  /**
   * See {@link Accounts#changePassword}; the connections of the ended sessions are the caller's
   * business.
   */
  Outcome<AccountInfo> change(Identity me, PasswordChange change, String address) {
    AccountRow account =
        transactions.read(tx -> Optional.ofNullable(accounts.byId(tx, me.id()))).orElse(null);
    if (account == null) {
      return Outcome.refused(
          Problems.of(ProblemCode.UNAUTHORIZED, "The session has ended. Sign in again."));
    }
    UserSummary user = account.user();
    Checked<String> password =
        passwordRules.check(
            change.newPassword(),
            Arrays.asList(user.name(), user.displayName(), account.email()),
            "newPassword");
    String newPassword;
    switch (password) {
      case Checked.Refused<String> refused -> {
        return Outcome.refused(refused);
      }
      case Checked.Ok<String>(String ok) -> newPassword = ok;
    }
    if (throttle.ownPassword(me.id()) instanceof Decision.Limited limited) {
      return limitReports.refusal(
          "password-checks",
          me.id().toString(),
          me.id(),
          address,
          limited,
          ProblemCode.TOO_MANY_ATTEMPTS);
    }
    switch (SignIns.check(hasher, change.currentPassword(), account, true)) {
      case PasswordCheck.Busy _ -> {
        throttle.ownPasswordWasRight(me.id());
        return Outcome.refused(Problems.busy());
      }
      case PasswordCheck.Mismatch _ -> {
        transactions.commit(tx -> {
          audit.append(tx, entry(AuditAction.PASSWORD_CHANGE_FAILED, me.id(), address));
          return true;
        });
        return Outcome.refused(
            Problems.of(
                ProblemCode.LOGIN_FAILED,
                "The current password is another one.",
                "currentPassword"));
      }
      case PasswordCheck.Match _ -> throttle.ownPasswordWasRight(me.id());
    }
    if (!(hasher.hash(newPassword) instanceof HashedPassword.Hashed hashed)) {
      return Outcome.refused(Problems.busy());
    }
    boolean done = transactions.write(tx -> replace(tx, me, account, hashed.hash(), address));
    if (!done) {
      return Outcome.refused(Problems.busy());
    }
    return Outcome.done(account.info());
  }

  private boolean replace(Tx tx, Identity me, AccountRow old, String hash, String address) {
    AccountRow now = accounts.lock(tx, me.id());
    if (now == null || !now.passwordHash().equals(old.passwordHash())) {
      return false;
    }
    accounts.setPasswordHash(tx, me.id(), hash);
    int ended = sessions.endAll(tx, me.id(), me.session(), End.PASSWORD_CHANGED, clock.instant());
    audit.append(
        tx, entry(AuditAction.PASSWORD_CHANGED, me.id(), address).with("other sessions=" + ended));
    return true;
  }

  private static AuditEntry entry(AuditAction action, UserId user, String address) {
    return AuditEntry.of(action).by(user.toString()).from(address);
  }
}
