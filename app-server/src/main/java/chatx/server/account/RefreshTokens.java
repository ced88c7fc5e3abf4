package chatx.server.account;

import chatx.protocol.SessionId;
import chatx.protocol.UserId;
import chatx.server.account.LoginSessionStore.End;
import chatx.server.account.LoginSessionStore.Session;
import chatx.server.account.LoginSessionStore.Token;
import chatx.server.storage.Tx;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Refresh tokens: 32 random bytes, each exchanged once for the next (RFC 9700 §4.14.2); stored is
 * their SHA-256 only. A token that comes a second time has been stolen, or its thief came first:
 * the session ends, whoever holds the other one. Within a short grace, and only while no successor
 * has been used, it is taken for a lost answer instead: both successors work until one of them is
 * used, and the other is then a second use. Thread-safe.
 */
final class RefreshTokens {
  private static final int BYTES = 32;
  private static final int LENGTH = 43;

  private final LoginSessionStore store;
  private final Duration grace;
  private final SecureRandom random = new SecureRandom();

  /** What became of a token that was presented. */
  sealed interface Exchange {
    record Rotated(UserId user, SessionId session, String next) implements Exchange {}

    /** Its session was ended now. */
    record Reused(UserId user, SessionId session) implements Exchange {}

    /** Unknown, or its session had ended. */
    record Invalid() implements Exchange {}
  }

  RefreshTokens(LoginSessionStore store, Duration grace) {
    this.store = store;
    this.grace = grace;
  }

  /** The first token of the session. */
  String issue(Tx tx, SessionId session, Instant now, Instant expiresAt) {
    return issue(tx, session, 0, now, expiresAt);
  }

  private String issue(Tx tx, SessionId session, int generation, Instant now, Instant expiresAt) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    store.insertToken(tx, hash(token), session, generation, now, expiresAt);
    return token;
  }

  Exchange exchange(Tx tx, String token, String address, Instant now, Instant expiresAt) {
    SessionId id = sessionOf(tx, token);
    if (id == null) {
      return new Exchange.Invalid();
    }
    // The lock comes first: of two who present the same token, the second sees it used.
    Session session = store.lock(tx, id, now);
    Token found = store.token(tx, hash(token));
    if (session == null || found == null || !session.open() || !found.expiresAt().isAfter(now)) {
      return new Exchange.Invalid();
    }
    Instant usedAt = found.usedAt();
    if (usedAt != null
        && (now.isAfter(usedAt.plus(grace)) || store.isUsedAfter(tx, id, found.generation()))) {
      store.end(tx, id, End.TOKEN_REUSED, now);
      return new Exchange.Reused(session.user(), id);
    }
    if (usedAt == null) {
      store.useTokens(tx, id, now);
    }
    store.touch(tx, id, address, now, expiresAt);
    return new Exchange.Rotated(
        session.user(), id, issue(tx, id, found.generation() + 1, now, expiresAt));
  }

  @Nullable SessionId sessionOf(Tx tx, String token) {
    if (token.length() != LENGTH) {
      return null;
    }
    Token found = store.token(tx, hash(token));
    return found == null ? null : found.session();
  }

  private static byte[] hash(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
