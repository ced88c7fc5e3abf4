package chatx.server.account;

import static chatx.server.storage.tables.Tables.LOGIN_SESSIONS;
import static chatx.server.storage.tables.Tables.REFRESH_TOKENS;

import chatx.protocol.SessionId;
import chatx.protocol.UserId;
import chatx.protocol.http.SessionInfo;
import chatx.server.storage.Tx;
import chatx.server.storage.tables.tables.records.LoginSessionsRecord;
import java.time.Instant;
import java.util.List;
import org.jooq.Condition;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** Sessions and the hashes of their refresh tokens in the database. Stateless; any thread. */
final class LoginSessionStore {
  /** More than this are not listed: nobody has so many devices. */
  private static final int MOST = 200;

  /** Why a session ended, as the column holds it. */
  enum End {
    SIGNED_OUT,
    PASSWORD_CHANGED,
    TOKEN_REUSED
  }

  /**
   * A session.
   *
   * @param open whether it had neither ended nor run out at the time that was asked for
   */
  record Session(SessionId id, UserId user, Instant expiresAt, boolean open) {}

  /**
   * A refresh token.
   *
   * @param generation how many exchanges lie before it
   * @param usedAt when it was first exchanged; null for one that was not
   */
  record Token(SessionId session, int generation, Instant expiresAt, @Nullable Instant usedAt) {}

  void insert(Tx tx, Session session, String device, String address, Instant now) {
    tx.sql()
        .insertInto(LOGIN_SESSIONS)
        .set(LOGIN_SESSIONS.ID, session.id().value())
        .set(LOGIN_SESSIONS.USER_ID, session.user().value())
        .set(LOGIN_SESSIONS.CREATED_AT, now)
        .set(LOGIN_SESSIONS.LAST_USED_AT, now)
        .set(LOGIN_SESSIONS.EXPIRES_AT, session.expiresAt())
        .set(LOGIN_SESSIONS.DEVICE, device)
        .set(LOGIN_SESSIONS.ADDRESS, address)
        .execute();
  }

  @Nullable Session byId(Tx tx, SessionId id, Instant now) {
    return row(
        tx.sql().selectFrom(LOGIN_SESSIONS).where(LOGIN_SESSIONS.ID.eq(id.value())).fetchOne(),
        now);
  }

  /** As {@link #byId}, and its tokens are nobody else's until the transaction ends. */
  @Nullable Session lock(Tx tx, SessionId id, Instant now) {
    return row(
        tx.sql()
            .selectFrom(LOGIN_SESSIONS)
            .where(LOGIN_SESSIONS.ID.eq(id.value()))
            .forUpdate()
            .fetchOne(),
        now);
  }

  void touch(Tx tx, SessionId id, String address, Instant now, Instant expiresAt) {
    tx.sql()
        .update(LOGIN_SESSIONS)
        .set(LOGIN_SESSIONS.LAST_USED_AT, now)
        .set(LOGIN_SESSIONS.EXPIRES_AT, expiresAt)
        .set(LOGIN_SESSIONS.ADDRESS, address)
        .where(LOGIN_SESSIONS.ID.eq(id.value()))
        .execute();
  }

  /** Whether the user was signed in from the address since the given time. */
  boolean isKnown(Tx tx, UserId user, String address, Instant since) {
    return tx.sql()
        .fetchExists(
            LOGIN_SESSIONS,
            LOGIN_SESSIONS.USER_ID.eq(user.value()),
            LOGIN_SESSIONS.ADDRESS.eq(address),
            LOGIN_SESSIONS.LAST_USED_AT.gt(since));
  }

  List<SessionInfo> open(Tx tx, UserId user, SessionId current, Instant now) {
    return tx.sql()
        .selectFrom(LOGIN_SESSIONS)
        .where(LOGIN_SESSIONS.USER_ID.eq(user.value()), isOpen(now))
        .orderBy(LOGIN_SESSIONS.LAST_USED_AT.desc(), LOGIN_SESSIONS.ID)
        .limit(MOST)
        .fetch(row -> {
          SessionId id = new SessionId(row.getId());
          return new SessionInfo(
              id,
              row.getDevice(),
              row.getAddress(),
              row.getCreatedAt(),
              row.getLastUsedAt(),
              id.equals(current));
        });
  }

  /** The sessions of a user that have not run out, ended or not. */
  List<SessionId> idsOf(Tx tx, UserId user, Instant now) {
    return tx.sql()
        .select(LOGIN_SESSIONS.ID)
        .from(LOGIN_SESSIONS)
        .where(LOGIN_SESSIONS.USER_ID.eq(user.value()), LOGIN_SESSIONS.EXPIRES_AT.gt(now))
        .fetch(row -> new SessionId(row.value1()));
  }

  /** Ends one session; false when it had ended before. */
  boolean end(Tx tx, SessionId session, End why, Instant now) {
    return endWhere(tx, LOGIN_SESSIONS.ID.eq(session.value()), why, now) > 0;
  }

  /** Ends every open session of a user but one; says how many there were. */
  int endAll(Tx tx, UserId user, @Nullable SessionId kept, End why, Instant now) {
    Condition which = LOGIN_SESSIONS.USER_ID.eq(user.value());
    return endWhere(
        tx, kept == null ? which : which.and(LOGIN_SESSIONS.ID.ne(kept.value())), why, now);
  }

  @Nullable Token token(Tx tx, byte[] hash) {
    // Of the column's own type jOOQ would cast to BLOB, which H2 does not know in its mode.
    var key = DSL.val(hash, SQLDataType.VARBINARY);
    var row =
        tx.sql().selectFrom(REFRESH_TOKENS).where(REFRESH_TOKENS.TOKEN_HASH.eq(key)).fetchOne();
    return row == null
        ? null
        : new Token(
            new SessionId(row.getSessionId()),
            row.getGeneration(),
            row.getExpiresAt(),
            row.getUsedAt());
  }

  void insertToken(
      Tx tx, byte[] hash, SessionId session, int generation, Instant now, Instant expiresAt) {
    tx.sql()
        .insertInto(REFRESH_TOKENS)
        .set(REFRESH_TOKENS.TOKEN_HASH, hash)
        .set(REFRESH_TOKENS.SESSION_ID, session.value())
        .set(REFRESH_TOKENS.GENERATION, generation)
        .set(REFRESH_TOKENS.ISSUED_AT, now)
        .set(REFRESH_TOKENS.EXPIRES_AT, expiresAt)
        .execute();
  }

  /** Whether a successor of a token of this generation has been used. */
  boolean isUsedAfter(Tx tx, SessionId session, int generation) {
    return tx.sql()
        .fetchExists(
            REFRESH_TOKENS,
            REFRESH_TOKENS.SESSION_ID.eq(session.value()),
            REFRESH_TOKENS.GENERATION.gt(generation),
            REFRESH_TOKENS.USED_AT.isNotNull());
  }

  /** Marks every token of the session that was not used as used now. */
  void useTokens(Tx tx, SessionId session, Instant now) {
    tx.sql()
        .update(REFRESH_TOKENS)
        .set(REFRESH_TOKENS.USED_AT, now)
        .where(REFRESH_TOKENS.SESSION_ID.eq(session.value()), REFRESH_TOKENS.USED_AT.isNull())
        .execute();
  }

  /** Deletes tokens that ran out before the given time, used or not; says how many. */
  int deleteTokens(Tx tx, Instant expiredBefore) {
    return tx.sql()
        .deleteFrom(REFRESH_TOKENS)
        .where(REFRESH_TOKENS.EXPIRES_AT.lt(expiredBefore))
        .execute();
  }

  private static int endWhere(Tx tx, Condition which, End why, Instant now) {
    return tx.sql()
        .update(LOGIN_SESSIONS)
        .set(LOGIN_SESSIONS.ENDED_AT, now)
        .set(
            LOGIN_SESSIONS.END_REASON,
            switch (why) {
              case SIGNED_OUT -> "signed_out";
              case PASSWORD_CHANGED -> "password_changed";
              case TOKEN_REUSED -> "token_reused";
            })
        .where(which, isOpen(now))
        .execute();
  }

  private static Condition isOpen(Instant now) {
    return LOGIN_SESSIONS.ENDED_AT.isNull().and(LOGIN_SESSIONS.EXPIRES_AT.gt(now));
  }

  private static @Nullable Session row(@Nullable LoginSessionsRecord row, Instant now) {
    return row == null
        ? null
        : new Session(
            new SessionId(row.getId()),
            new UserId(row.getUserId()),
            row.getExpiresAt(),
            row.getEndedAt() == null && row.getExpiresAt().isAfter(now));
  }
}
