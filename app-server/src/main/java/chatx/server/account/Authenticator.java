package chatx.server.account;

import chatx.protocol.ProblemCode;
import chatx.server.audit.AuditAction;
import chatx.server.audit.AuditEntry;
import chatx.server.audit.AuditLog;
import chatx.server.command.Identity;
import chatx.server.storage.StorageException;
import chatx.server.storage.Transactions;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells whom an access token speaks for. A session that ended speaks for nobody from the moment of
 * its end. Any thread; may wait for the database, whose {@link StorageException} it throws.
 */
public final class Authenticator {
  private static final Logger log = LoggerFactory.getLogger(Authenticator.class);

  private static final String BEARER = "Bearer ";

  /** Forged tokens cost nothing to send: no more than this many a minute are recorded. */
  private static final int RECORDED_PER_MINUTE = 10;

  private static final Authentication UNAUTHORIZED =
      new Authentication.Refused(
          ProblemCode.UNAUTHORIZED, "The sign-in is not valid any more. Sign in again.");
  private static final Authentication NO_BEARER =
      new Authentication.Refused(
          ProblemCode.UNAUTHORIZED, "Only access tokens are taken (Authorization: Bearer).");
  private static final Authentication EXPIRED =
      new Authentication.Refused(
          ProblemCode.SESSION_EXPIRED, "The access token has run out. Refresh it.");

  private final AccessTokens tokens;
  private final LiveSessions sessions;
  private final Transactions transactions;
  private final AuditLog audit;
  private final Clock clock;
  // Guarded by this.
  private long minute;
  private int recorded;

  Authenticator(
      AccessTokens tokens,
      LiveSessions sessions,
      Transactions transactions,
      AuditLog audit,
      Clock clock) {
    this.tokens = tokens;
    this.sessions = sessions;
    this.transactions = transactions;
    this.audit = audit;
    this.clock = clock;
  }

  public Authentication authenticate(String accessToken) {
    return switch (tokens.read(accessToken)) {
      case AccessTokens.Reading.Valid valid -> {
        Identity identity = sessions.identity(valid.session());
        yield identity == null || !identity.id().equals(valid.user())
            ? UNAUTHORIZED
            : new Authentication.Granted(identity);
      }
      case AccessTokens.Reading.Expired _ -> EXPIRED;
      case AccessTokens.Reading.Forged forged -> {
        record(forged.why());
        yield UNAUTHORIZED;
      }
    };
  }

  /**
   * The same for a request's Authorization header.
   *
   * @param authorization the value of the header, which may be of another scheme than Bearer
   */
  public Authentication authenticateHeader(String authorization) {
    return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? authenticate(authorization.substring(BEARER.length()).strip())
        : NO_BEARER;
  }

  /**
   * The same for the access token in a request's cookies.
   *
   * @param cookieHeader the value of {@code Cookie}; null for none
   */
  public Authentication authenticateCookie(@Nullable String cookieHeader) {
    String token = SessionCookies.value(cookieHeader, SessionCookies.ACCESS);
    return token == null ? UNAUTHORIZED : authenticate(token);
  }

  /**
   * Whether the session has not ended. A connection asks this once more after it joined the
   * directory of connections: a sign-out between the two would not have found it there.
   */
  public boolean isLive(Identity identity) {
    return sessions.identity(identity.session()) != null;
  }

  private void record(String why) {
    if (!takePlace()) {
      return;
    }
    try {
      transactions.commit(tx -> {
        audit.append(tx, AuditEntry.of(AuditAction.TOKEN_REFUSED).with("access token: " + why));
        return true;
      });
    } catch (StorageException e) {
      log.warn("a forged token could not be recorded", e);
    }
  }

  private synchronized boolean takePlace() {
    long now = clock.millis() / 60_000;
    if (now != minute) {
      minute = now;
      recorded = 0;
    }
    return recorded++ < RECORDED_PER_MINUTE;
  }
}
