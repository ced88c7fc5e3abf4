package chatx.server.account;

import chatx.protocol.Problem;
import chatx.protocol.ProblemCode;
import chatx.protocol.SessionId;
import chatx.protocol.UserId;
import chatx.protocol.UserSummary;
import chatx.protocol.http.AccountInfo;
import chatx.protocol.http.PasswordChange;
import chatx.protocol.http.Registration;
import chatx.protocol.http.SessionList;
import chatx.protocol.http.SessionTokens;
import chatx.protocol.http.SignIn;
import chatx.server.account.LoginSessionStore.End;
import chatx.server.audit.AuditAction;
import chatx.server.audit.AuditEntry;
import chatx.server.audit.AuditLog;
import chatx.server.audit.LimitHits;
import chatx.server.command.ConnectionDirectory;
import chatx.server.command.Identity;
import chatx.server.limit.Decision;
import chatx.server.limit.RateLimits;
import chatx.server.problem.Problems;
import chatx.server.secret.HashedPassword;
import chatx.server.secret.PasswordCheck;
import chatx.server.secret.PasswordHasher;
import chatx.server.secret.Seal;
import chatx.server.secret.SigningKey;
import chatx.server.storage.Ids;
import chatx.server.storage.StorageException;
import chatx.server.storage.Transactions;
import chatx.server.storage.Tx;
import chatx.server.text.Checked;
import chatx.server.text.EmailRules;
import chatx.server.text.NameKey;
import chatx.server.text.NameRules;
import chatx.server.text.OneLine;
import chatx.server.text.PasswordRules;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Accounts and their sessions: register, sign in, refresh, sign out, change the password.
 *
 * <p>Whatever an outcome reports as done is durable; the connections of a session that ended are
 * closed before the method returns. Any thread, but blocking (database, bcrypt): for virtual
 * threads. Throws {@link StorageException}. Longer than most files because signing in and
 * everything that ends a session share the same few collaborators.
 */
public final class Accounts {
  private static final int LONGEST_DEVICE = 100;
  private static final int LONGEST_NAME = 4 * NameRules.USER_MAX;
  private static final String LOGIN_FAILED = "Name or password is wrong. Check both and try again.";

  private final Transactions transactions;
  private final AuditLog audit;
  private final PasswordHasher hasher;
  private final PasswordRules passwordRules;
  private final ConnectionDirectory connections;
  private final AccountSettings settings;
  private final Clock clock;
  private final AccountStore accounts = new AccountStore();
  private final LoginSessionStore sessions = new LoginSessionStore();
  private final SignInThrottle throttle;
  private final LimitHits limitHits;
  private final DeviceTokens devices;
  private final AccessTokens accessTokens;
  private final RefreshTokens refreshTokens;
  private final LiveSessions live;
  private final Authenticator authenticator;

  /**
   * Makes the service; nothing is read yet.
   *
   * @param deviceSeal marks devices that an account knows
   */
  public Accounts(
      Transactions transactions,
      AuditLog audit,
      PasswordHasher hasher,
      PasswordRules passwordRules,
      SigningKey signingKey,
      Seal deviceSeal,
      ConnectionDirectory connections,
      RateLimits limits,
      AccountSettings settings,
      Clock clock) {
    this.transactions = transactions;
    this.audit = audit;
    this.hasher = hasher;
    this.passwordRules = passwordRules;
    this.connections = connections;
    this.settings = settings;
    this.clock = clock;
    this.throttle = new SignInThrottle(limits);
    this.limitHits = new LimitHits(clock);
    this.devices = new DeviceTokens(deviceSeal);
    this.accessTokens = new AccessTokens(signingKey, settings.accessLife(), clock);
    this.refreshTokens = new RefreshTokens(sessions, settings.refreshGrace());
    this.live = new LiveSessions(transactions, sessions, accounts, clock);
    this.authenticator = new Authenticator(accessTokens, live, transactions, audit, clock);
  }

  /** Checks the tokens that this service gives out. */
  public Authenticator authenticator() {
    return authenticator;
  }

  /** Makes an account; signing in is the next step. */
  public Outcome<AccountInfo> register(Registration request, String address) {
    if (!settings.registrationOpen()) {
      return refused(
          ProblemCode.REGISTRATION_CLOSED,
          "This server takes no new accounts. Ask its operator for one.");
    }
    String display = request.displayName();
    String mail = request.email();
    Checked<String> name = NameRules.userName(request.name(), "name");
    Checked<String> displayName =
        display == null ? name : NameRules.displayName(display, "displayName");
    Checked<String> email =
        mail == null || mail.isBlank() ? Checked.ok("") : EmailRules.email(mail, "email");
    Checked<String> password =
        passwordRules.check(
            request.password(), Arrays.asList(request.name(), display, mail), "password");
    for (Checked<String> checked : List.of(name, displayName, email, password)) {
      if (checked instanceof Checked.Refused<String> refused) {
        return refused(refused);
      }
    }
    if (throttle.registration(address) instanceof Decision.Limited limited) {
      return limited("registrations", address, null, address, limited, ProblemCode.RATE_LIMITED);
    }
    NameKey key = NameKey.of(value(name));
    String checkedMail = value(email).isEmpty() ? null : value(email);
    Optional<Problem> taken = transactions.read(tx -> refusal(tx, key, checkedMail));
    if (taken.isPresent()) {
      return Outcome.refused(taken.get());
    }
    if (!(hasher.hash(value(password)) instanceof HashedPassword.Hashed hashed)) {
      return Outcome.refused(Problems.busy());
    }
    AccountRow account =
        new AccountRow(
            new UserSummary(new UserId(Ids.next()), value(name), value(displayName)),
            checkedMail,
            hashed.hash(),
            false,
            false,
            clock.instant());
    return insert(account, key, address)
        .<Outcome<AccountInfo>>map(Outcome::refused)
        .orElseGet(() -> Outcome.done(info(account)));
  }

  private Optional<Problem> insert(AccountRow account, NameKey key, String address) {
    try {
      return transactions.write(tx -> {
        Optional<Problem> taken = refusal(tx, key, account.email());
        if (taken.isPresent()) {
          return taken;
        }
        accounts.insert(tx, account, key, emailKey(account.email()));
        audit.append(
            tx, entry(AuditAction.REGISTERED, account.user().id(), address).about(name(account)));
        return Optional.empty();
      });
    } catch (StorageException e) {
      // Somebody was faster: a second look says with which of the three.
      Optional<Problem> taken =
          e.kind() == StorageException.Kind.CONFLICT
              ? transactions.read(tx -> refusal(tx, key, account.email()))
              : Optional.empty();
      if (taken.isPresent()) {
        return taken;
      }
      throw e;
    }
  }

  private Optional<Problem> refusal(Tx tx, NameKey key, @Nullable String email) {
    switch (accounts.nameState(tx, key)) {
      case TAKEN -> {
        return Optional.of(
            Problems.of(
                ProblemCode.NAME_TAKEN, "Somebody has this name. Choose another one.", "name"));
      }
      case TOO_SIMILAR -> {
        return Optional.of(
            Problems.of(
                ProblemCode.NAME_TOO_SIMILAR,
                "This name looks like one that somebody has. Choose a more different one.",
                "name"));
      }
      case FREE -> {
        // On to the address.
      }
    }
    String emailKey = emailKey(email);
    return emailKey != null && accounts.isEmailTaken(tx, emailKey)
        ? Optional.of(
            Problems.of(
                ProblemCode.EMAIL_INVALID,
                "This address cannot be used. Leave it out or give another one.",
                "email"))
        : Optional.empty();
  }

  /** Starts a session. The answer for an unknown name and for a wrong password is the same. */
  public Outcome<SessionTokens> signIn(SignIn request, String address) {
    String name = folded(request.name());
    Candidate candidate = transactions.read(tx -> candidate(tx, name, request, address));
    List<SignInThrottle.Count> counts =
        throttle.counts(name, candidate.device(), candidate.knownAddress(), address);
    Decision.Limited limited = throttle.take(counts);
    AccountRow account = candidate.account();
    if (limited != null) {
      // A name that nobody has may be a password in the wrong field: it is not written down.
      String whose = account == null ? "unknown name" : account.user().id().toString();
      return limited("sign-ins", whose, null, address, limited, ProblemCode.TOO_MANY_ATTEMPTS);
    }
    switch (check(request.password(), account)) {
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
              .about(account == null ? null : name(account))
              .from(address));
      return true;
    });
    return refused(ProblemCode.LOGIN_FAILED, LOGIN_FAILED);
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

  private PasswordCheck check(String password, @Nullable AccountRow account) {
    // Half a character has no UTF-8 form and would pass for a question mark.
    boolean whole =
        password.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE);
    return hasher.check(
        password, account == null || !whole ? hasher.dummy() : account.passwordHash());
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
          audit.append(tx, entry(AuditAction.SIGNED_IN, user, address).about(session.toString()));
          return Optional.of(token);
        });
    return refreshToken.map(token -> tokens(account.user(), session, token)).orElse(null);
  }

  /** Exchanges a refresh token for new tokens; see {@link RefreshTokens} for a second use. */
  public Outcome<SessionTokens> refresh(String refreshToken, String address) {
    Refreshed refreshed = transactions.write(tx -> refresh(tx, refreshToken, address));
    switch (refreshed.exchange()) {
      case RefreshTokens.Exchange.Rotated rotated when refreshed.account() != null -> {
        return Outcome.done(tokens(refreshed.account().user(), rotated.session(), rotated.next()));
      }
      case RefreshTokens.Exchange.Rotated _ -> {
        // The account was disabled meanwhile.
      }
      case RefreshTokens.Exchange.Reused reused -> {
        live.forget(List.of(reused.session()));
        connections.closeSession(reused.user(), reused.session());
      }
      case RefreshTokens.Exchange.Invalid _ -> {
        if (throttle.deadToken(address) instanceof Decision.Allowed) {
          transactions.commit(tx -> {
            audit.append(
                tx, AuditEntry.of(AuditAction.TOKEN_REFUSED).from(address).with("refresh token"));
            return true;
          });
        }
      }
    }
    return refused(ProblemCode.UNAUTHORIZED, "The session has ended. Sign in again.");
  }

  private record Refreshed(RefreshTokens.Exchange exchange, @Nullable AccountRow account) {}

  private Refreshed refresh(Tx tx, String refreshToken, String address) {
    Instant now = clock.instant();
    RefreshTokens.Exchange exchange =
        refreshTokens.exchange(tx, refreshToken, address, now, now.plus(settings.sessionLife()));
    return switch (exchange) {
      case RefreshTokens.Exchange.Rotated rotated -> {
        AccountRow account = accounts.byId(tx, rotated.user());
        yield new Refreshed(exchange, account == null || account.disabled() ? null : account);
      }
      case RefreshTokens.Exchange.Reused reused -> {
        audit.append(
            tx,
            entry(AuditAction.TOKEN_REUSED, reused.user(), address)
                .about(reused.session().toString()));
        yield new Refreshed(exchange, null);
      }
      case RefreshTokens.Exchange.Invalid _ -> new Refreshed(exchange, null);
    };
  }

  /** The session that a refresh token belongs to, ended or not; null when it is unknown. */
  public @Nullable SessionId sessionOfRefreshToken(String refreshToken) {
    return transactions
        .read(tx -> Optional.ofNullable(refreshTokens.sessionOf(tx, refreshToken)))
        .orElse(null);
  }

  /** Ends the caller's session and closes its connections. */
  public void signOut(Identity me, String address) {
    transactions.write(tx -> {
      if (sessions.end(tx, me.session(), End.SIGNED_OUT, clock.instant())) {
        audit.append(
            tx, entry(AuditAction.SIGNED_OUT, me.id(), address).about(me.session().toString()));
      }
      return true;
    });
    live.forget(List.of(me.session()));
    connections.closeSession(me.id(), me.session());
  }

  /** Ends every session of the caller and closes all connections. */
  public void signOutEverywhere(Identity me, String address) {
    transactions.write(tx -> {
      int ended = sessions.endAll(tx, me.id(), null, End.SIGNED_OUT, clock.instant());
      audit.append(
          tx, entry(AuditAction.SIGNED_OUT_EVERYWHERE, me.id(), address).with("sessions=" + ended));
      return true;
    });
    sessionsEnded(me.id());
  }

  /**
   * Tells that sessions of a user were ended, or the account disabled, by somebody else in the same
   * database: closes the connections of all that have ended.
   */
  public void sessionsEnded(UserId user) {
    live.forget(live.of(user));
    connections.of(user).stream()
        .map(caller -> caller.me().session())
        .distinct()
        .filter(session -> live.identity(session) == null)
        .forEach(session -> connections.closeSession(user, session));
  }

  /** Changes the password and ends all other sessions. */
  public Outcome<AccountInfo> changePassword(Identity me, PasswordChange change, String address) {
    AccountRow account = find(me.id());
    if (account == null) {
      return refused(ProblemCode.UNAUTHORIZED, "The session has ended. Sign in again.");
    }
    UserSummary user = account.user();
    Checked<String> password =
        passwordRules.check(
            change.newPassword(),
            Arrays.asList(user.name(), user.displayName(), account.email()),
            "newPassword");
    if (password instanceof Checked.Refused<String> refused) {
      return refused(refused);
    }
    if (throttle.ownPassword(me.id()) instanceof Decision.Limited limited) {
      return limited(
          "password-checks",
          me.id().toString(),
          me.id(),
          address,
          limited,
          ProblemCode.TOO_MANY_ATTEMPTS);
    }
    switch (check(change.currentPassword(), account)) {
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
    if (!(hasher.hash(value(password)) instanceof HashedPassword.Hashed hashed)) {
      return Outcome.refused(Problems.busy());
    }
    boolean done = transactions.write(tx -> replace(tx, me, account, hashed.hash(), address));
    if (!done) {
      return Outcome.refused(Problems.busy());
    }
    sessionsEnded(me.id());
    return Outcome.done(info(account));
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

  /** The caller's sessions that have not ended. */
  public SessionList sessions(Identity me) {
    return new SessionList(
        transactions.read(tx -> sessions.open(tx, me.id(), me.session(), clock.instant())));
  }

  /** The caller's own account; null when it was removed. */
  public @Nullable AccountInfo account(Identity me) {
    AccountRow account = find(me.id());
    return account == null ? null : info(account);
  }

  /** Deletes refresh tokens that ran out; to be called now and then. Says how many there were. */
  public int deleteExpiredTokens() {
    return transactions.commit(tx -> sessions.deleteTokens(tx, clock.instant()));
  }

  private @Nullable AccountRow find(UserId user) {
    return transactions.read(tx -> Optional.ofNullable(accounts.byId(tx, user))).orElse(null);
  }

  private SessionTokens tokens(UserSummary user, SessionId session, String refreshToken) {
    return new SessionTokens(
        user,
        session,
        accessTokens.issue(user.id(), session),
        settings.accessLife().toSeconds(),
        refreshToken,
        settings.sessionLife().toSeconds(),
        devices.issue(user.id()));
  }

  private <T> Outcome<T> limited(
      String limit,
      String key,
      @Nullable UserId actor,
      String address,
      Decision.Limited limited,
      ProblemCode code) {
    limitHits
        .hit(limit, key, actor == null ? null : actor.toString(), address)
        .ifPresent(entry ->
            transactions.commit(tx -> {
              audit.append(tx, entry);
              return true;
            }));
    Duration wait = limited.retryAfter();
    return Outcome.refused(
        Problems.later(
            code,
            "There were too many tries. Try again in %d seconds."
                .formatted(Math.max(1, wait.plusMillis(999).toSeconds())),
            wait));
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

  private static @Nullable String emailKey(@Nullable String email) {
    return email == null ? null : email.toLowerCase(Locale.ROOT);
  }

  private static AuditEntry entry(AuditAction action, UserId user, String address) {
    return AuditEntry.of(action).by(user.toString()).from(address);
  }

  private static String value(Checked<String> checked) {
    return switch (checked) {
      case Checked.Ok<String> ok -> ok.value();
      case Checked.Refused<String> refused -> throw new IllegalStateException(refused.message());
    };
  }

  private static String name(AccountRow account) {
    return account.user().name();
  }

  private static AccountInfo info(AccountRow account) {
    return new AccountInfo(account.user(), account.email(), account.admin(), account.createdAt());
  }

  private static <T> Outcome<T> refused(ProblemCode code, String message) {
    return Outcome.refused(Problems.of(code, message));
  }

  private static <T> Outcome<T> refused(Checked.Refused<String> refused) {
    return Outcome.refused(Problems.of(refused.code(), refused.message(), refused.field()));
  }
}
