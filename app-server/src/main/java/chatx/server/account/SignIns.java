package chatx.server.account;

import chatx.protocol.ProblemCode;
import chatx.protocol.SessionId;
import chatx.protocol.UserId;
import chatx.protocol.http.SessionTokens;
import chatx.protocol.http.SignIn;
import chatx.server.audit.AuditAction;
import chatx.server.audit.AuditEntry;
import chatx.server.audit.AuditLog;
import chatx.server.limit.Decision;
import chatx.server.problem.Problems;
import chatx.server.secret.HashedPassword;
import chatx.server.secret.PasswordCheck;
import chatx.server.secret.PasswordHasher;
import chatx.server.storage.Ids;
import chatx.server.storage.Transactions;
import chatx.server.storage.Tx;
import chatx.server.text.NameKey;
import chatx.server.text.NameRules;
import chatx.server.text.OneLine;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Starts sessions. Whatever is wrong with a name or a password is told in one way and takes one
 * time.
 */
final class SignIns {
  private static final int LONGEST_DEVICE = 100;
  private static final int LONGEST_NAME = 4 * NameRules.USER_MAX;
  private static final String LOGIN_FAILED = "Name or password is wrong. Check both and try again.";

  private final Transactions transactions;
  private final AuditLog audit;
  private final PasswordHasher hasher;
  private final AccountStore accounts;
  private final LoginSessionStore sessions;
  private final SignInThrottle throttle;
  private final LimitReports limitReports;
  private final DeviceTokens devices;
  private final RefreshTokens refreshTokens;
  private final IssuedTokens issuedTokens;
  private final AccountSettings settings;
  private final Clock clock;

  SignIns(
      Transactions transactions,
      AuditLog audit,
      PasswordHasher hasher,
      AccountStore accounts,
      LoginSessionStore sessions,
      SignInThrottle throttle,
      LimitReports limitReports,
      DeviceTokens devices,
      RefreshTokens refreshTokens,
      IssuedTokens issuedTokens,
      AccountSettings settings,
      Clock clock) {
    this.transactions = transactions;
    this.audit = audit;
    this.hasher = hasher;
    this.accounts = accounts;
    this.sessions = sessions;
    this.throttle = throttle;
    this.limitReports = limitReports;
    this.devices = devices;
    this.refreshTokens = refreshTokens;
    this.issuedTokens = issuedTokens;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * See {@link Accounts#signIn}. The answer for an unknown name and for a wrong password is the
   * same.
   */
  Outcome<SessionTokens> signIn(SignIn request, String address) {
    String name = folded(request.name());
    Candidate candidate = transactions.read(tx -> candidate(tx, name, request, address));
    List<SignInThrottle.Count> counts =
        throttle.counts(name, candidate.device(), candidate.knownAddress(), address);
    Decision.Limited limited = throttle.take(counts);
    AccountRow account = candidate.account();
    if (limited != null) {
      // A name that nobody has may be a password in the wrong field: it is not written down.
      String whose = account == null ? "unknown name" : account.user().id().toString();
      return limitReports.refusal(
          "sign-ins", whose, null, address, limited, ProblemCode.TOO_MANY_ATTEMPTS);
    }
    switch (check(hasher, request.password(), account, candidate.device() != null)) {
      case PasswordCheck.Busy _ -> {
        throttle.giveBack(counts);
        return Outcome.refused(Problems.busy());
      }
      case PasswordCheck.Match match when account != null && !account.disabled() -> {
        SessionTokens tokens = open(account, match, request, address);
        if (tokens != null) {
          throttle.giveBack(counts);
          return Outcome.done(tokens);
        }
      }
      case PasswordCheck.Match _, PasswordCheck.Mismatch _ -> {
        // Told below, in one way for all of them.
      }
    }
    transactions.commit(tx -> {
      audit.append(
          tx,
          AuditEntry.of(AuditAction.SIGN_IN_FAILED)
              // A name that nobody has may be a password in the wrong field.
              .about(account == null ? null : account.user().name())
              .from(address));
      return true;
    });
    return Outcome.refused(Problems.of(ProblemCode.LOGIN_FAILED, LOGIN_FAILED));
  }

  /**
   * Who may be signing in.
   *
   * @param device the id of the device, when the account knows it
   */
  private record Candidate(
      @Nullable AccountRow account, @Nullable String device, boolean knownAddress) {}

  private Candidate candidate(Tx tx, String name, SignIn request, String address) {
    AccountRow account = accounts.byNameKey(tx, name);
    // For nobody the same questions are asked, so that the answer takes as long.
    UserId id = account == null ? new UserId(new UUID(0, 0)) : account.user().id();
    Instant since = clock.instant().minus(settings.sessionLife());
    return new Candidate(
        account, devices.read(request.deviceToken(), id), sessions.isKnown(tx, id, address, since));
  }

  /**
   * Compares a password with that of the account; for nobody it takes as long.
   *
   * @param account null for nobody
   * @param known whether it comes from where the account was signed in to before
   */
  static PasswordCheck check(
      PasswordHasher hasher, String password, @Nullable AccountRow account, boolean known) {
    // Half a character has no UTF-8 form and would pass for a question mark.
    boolean whole =
        password.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE);
    String against = account == null || !whole ? hasher.dummy() : account.passwordHash();
    return known ? hasher.checkAhead(password, against) : hasher.check(password, against);
  }

  private @Nullable SessionTokens open(
      AccountRow account, PasswordCheck.Match match, SignIn request, String address) {
    String better =
        match.outdated() && hasher.hash(request.password()) instanceof HashedPassword.Hashed hashed
            ? hashed.hash()
            : null;
    UserId user = account.user().id();
    SessionId session = new SessionId(Ids.next());
    String device = device(request.device());
    Optional<String> refreshToken =
        transactions.write(tx -> {
          AccountRow now = accounts.lock(tx, user);
          // Changed or disabled while bcrypt was busy: the password was checked for nothing.
          if (now == null || now.disabled() || !now.passwordHash().equals(account.passwordHash())) {
            return Optional.empty();
          }
          if (better != null) {
            accounts.setPasswordHash(tx, user, better);
          }
          Instant at = clock.instant();
          Instant expires = at.plus(settings.sessionLife());
          sessions.insert(
              tx, new LoginSessionStore.Session(session, user, expires, true), device, address, at);
          String token = refreshTokens.issue(tx, session, at, expires);
          audit.append(
              tx,
              AuditEntry.of(AuditAction.SIGNED_IN)
                  .by(user.toString())
                  .from(address)
                  .about(session.toString()));
          return Optional.of(token);
        });
    return refreshToken.map(token -> issuedTokens.of(account.user(), session, token)).orElse(null);
  }

  /** The form in which a name is looked up; something that nobody can have for what is no name. */
  private static String folded(String name) {
    boolean possible =
        name.length() <= LONGEST_NAME
            && name.codePoints()
                .noneMatch(
                    c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
    return possible ? NameKey.of(name.strip()).folded() : " ";
  }

  private static String device(@Nullable String device) {
    return device == null ? "" : OneLine.of(device.strip(), LONGEST_DEVICE);
  }
}
