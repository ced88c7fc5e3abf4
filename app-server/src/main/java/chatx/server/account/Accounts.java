package chatx.server.account;

import chatx.protocol.ProblemCode;
import chatx.protocol.SessionId;
import chatx.protocol.UserId;
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
import chatx.server.command.ConnectionDirectory;
import chatx.server.command.Identity;
import chatx.server.invite.Invites;
import chatx.server.limit.Decision;
import chatx.server.limit.RateLimits;
import chatx.server.problem.Problems;
import chatx.server.secret.PasswordHasher;
import chatx.server.secret.Seal;
import chatx.server.secret.SigningKey;
import chatx.server.storage.StorageException;
import chatx.server.storage.Transactions;
import chatx.server.storage.Tx;
import chatx.server.text.PasswordRules;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Accounts and their sessions: register, sign in, refresh, sign out, change the password.
 *
 * <p>Whatever an outcome reports as done is durable; the connections of a session that ended are
 * closed before the method returns. Any thread, but blocking (database, bcrypt): for virtual
 * threads. Throws {@link StorageException}.
 */
public final class Accounts {
  private final Transactions transactions;
  private final AuditLog audit;
  private final ConnectionDirectory connections;
  private final AccountSettings settings;
  private final Clock clock;
  private final AccountStore accounts = new AccountStore();
  private final LoginSessionStore sessions = new LoginSessionStore();
  private final SignInThrottle throttle;
  private final RefreshTokens refreshTokens;
  private final IssuedTokens issuedTokens;
  private final LiveSessions live;
  private final Authenticator authenticator;
  private final Registrations registrations;
  private final SignIns signIns;
  private final PasswordChanges passwordChanges;

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
      Invites invites,
      AccountSettings settings,
      Clock clock) {
    this.transactions = transactions;
    this.audit = audit;
    this.connections = connections;
    this.settings = settings;
    this.clock = clock;
    this.throttle = new SignInThrottle(limits);
    DeviceTokens devices = new DeviceTokens(deviceSeal);
    AccessTokens accessTokens = new AccessTokens(signingKey, settings.accessLife(), clock);
    this.refreshTokens = new RefreshTokens(sessions, settings.refreshGrace());
    this.issuedTokens = new IssuedTokens(accessTokens, devices, settings);
    this.live = new LiveSessions(transactions, sessions, accounts, clock);
    this.authenticator = new Authenticator(accessTokens, live, transactions, audit, clock);
    LimitReports limitReports = new LimitReports(transactions, audit, clock);
    this.registrations =
        new Registrations(
            transactions,
            audit,
            hasher,
            passwordRules,
            accounts,
            throttle,
            limitReports,
            invites,
            settings.registrationOpen(),
            clock);
    this.signIns =
        new SignIns(
            transactions,
            audit,
            hasher,
            accounts,
            sessions,
            throttle,
            limitReports,
            devices,
            refreshTokens,
            issuedTokens,
            settings,
            clock);
    this.passwordChanges =
        new PasswordChanges(
            transactions,
            audit,
            hasher,
            passwordRules,
            accounts,
            sessions,
            throttle,
            limitReports,
            clock);
  }

  /** Checks the tokens that this service gives out. */
  public Authenticator authenticator() {
    return authenticator;
  }

  /** Whether anybody may make an account. */
  public boolean isOpen() {
    return settings.registrationOpen();
  }

  /** Makes an account; signing in is the next step. */
  public Outcome<AccountInfo> register(Registration request, String address) {
    return registrations.register(request, address);
  }

  /** Starts a session. The answer for an unknown name and for a wrong password is the same. */
  public Outcome<SessionTokens> signIn(SignIn request, String address) {
    return signIns.signIn(request, address);
  }

  /** Exchanges a refresh token for new tokens; see {@link RefreshTokens} for a second use. */
  public Outcome<SessionTokens> refresh(String refreshToken, String address) {
    Refreshed refreshed = transactions.write(tx -> refresh(tx, refreshToken, address));
    switch (refreshed.exchange()) {
      case RefreshTokens.Exchange.Rotated rotated when refreshed.account() != null -> {
        return Outcome.done(
            issuedTokens.of(refreshed.account().user(), rotated.session(), rotated.next()));
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
    return Outcome.refused(
        Problems.of(ProblemCode.UNAUTHORIZED, "The session has ended. Sign in again."));
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
    Outcome<AccountInfo> outcome = passwordChanges.change(me, change, address);
    if (outcome instanceof Outcome.Done<AccountInfo>) {
      sessionsEnded(me.id());
    }
    return outcome;
  }

  /** The caller's sessions that have not ended. */
  public SessionList sessions(Identity me) {
    return new SessionList(
        transactions.read(tx -> sessions.open(tx, me.id(), me.session(), clock.instant())));
  }

  /** The caller's own account; null when it was removed. */
  public @Nullable AccountInfo account(Identity me) {
    AccountRow account = find(me.id());
    return account == null ? null : account.info();
  }

  /** Deletes refresh tokens that ran out; to be called now and then. Says how many there were. */
  public int deleteExpiredTokens() {
    return transactions.commit(tx -> sessions.deleteTokens(tx, clock.instant()));
  }

  private @Nullable AccountRow find(UserId user) {
    return transactions.read(tx -> Optional.ofNullable(accounts.byId(tx, user))).orElse(null);
  }

  private static AuditEntry entry(AuditAction action, UserId user, String address) {
    return AuditEntry.of(action).by(user.toString()).from(address);
  }
}
