package chatx.server.admin;

import static chatx.server.storage.tables.Tables.LOGIN_SESSIONS;
import static chatx.server.storage.tables.Tables.ROOMS;
import static chatx.server.storage.tables.Tables.ROOM_MEMBERS;
import static chatx.server.storage.tables.Tables.USERS;
import static chatx.server.storage.tables.Tables.USER_NAME_SHAPES;

import chatx.server.storage.Tx;
import chatx.server.text.NameKey;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The operator's view of users, rooms and sessions. Stateless; any thread. */
final class AdminStore {
  /** More than this is not shown at once. */
  static final int MOST = 1000;

  List<UserRow> users(Tx tx, Condition which, Instant now) {
    Field<Integer> sessions =
        DSL.field(
            DSL.selectCount()
                .from(LOGIN_SESSIONS)
                .where(LOGIN_SESSIONS.USER_ID.eq(USERS.ID).and(isOpen(now))));
    return tx.sql()
        .select(
            USERS.ID,
            USERS.NAME,
            USERS.DISPLAY_NAME,
            USERS.EMAIL,
            USERS.ADMIN,
            USERS.DISABLED_AT,
            USERS.CREATED_AT,
            sessions)
        .from(USERS)
        .where(which)
        .orderBy(USERS.NAME_KEY)
        .limit(MOST)
        .fetch(row ->
            new UserRow(
                row.value1(),
                row.value2(),
                row.value3(),
                row.value4(),
                row.value5(),
                row.value6() != null,
                row.value7(),
                row.value8()));
  }

  /** A user by name, as people write it, or by id. */
  Optional<UserRow> user(Tx tx, String nameOrId, Instant now) {
    Condition which =
        id(nameOrId)
            .map(USERS.ID::eq)
            .orElseGet(() -> USERS.NAME_KEY.eq(NameKey.of(nameOrId).folded()));
    return users(tx, which, now).stream().findFirst();
  }

  List<UserRow> usersLike(Tx tx, Optional<String> part, Instant now) {
    return users(
        tx,
        part.<Condition>map(p ->
                USERS
                    .NAME_KEY
                    .contains(NameKey.of(p).folded())
                    .or(DSL.lower(USERS.DISPLAY_NAME).contains(p.toLowerCase(Locale.ROOT))))
            .orElseGet(DSL::noCondition),
        now);
  }

  boolean isNameTaken(Tx tx, NameKey key) {
    return tx.sql().fetchExists(USER_NAME_SHAPES, USER_NAME_SHAPES.SHAPE.in(key.shapes()));
  }

  void insertUser(Tx tx, UUID id, String name, String passwordHash, boolean admin, Instant now) {
    NameKey key = NameKey.of(name);
    tx.sql()
        .insertInto(USERS)
        .set(USERS.ID, id)
        .set(USERS.NAME, name)
        .set(USERS.NAME_KEY, key.folded())
        .set(USERS.DISPLAY_NAME, name)
        .set(USERS.PASSWORD_HASH, passwordHash)
        .set(USERS.ADMIN, admin)
        .set(USERS.CREATED_AT, now)
        .execute();
    for (String shape : key.shapes()) {
      tx.sql()
          .insertInto(USER_NAME_SHAPES)
          .set(USER_NAME_SHAPES.SHAPE, shape)
          .set(USER_NAME_SHAPES.USER_ID, id)
          .execute();
    }
  }

  void setDisabled(Tx tx, UUID user, @Nullable Instant at) {
    tx.sql().update(USERS).set(USERS.DISABLED_AT, at).where(USERS.ID.eq(user)).execute();
  }

  void setAdmin(Tx tx, UUID user, boolean admin) {
    tx.sql().update(USERS).set(USERS.ADMIN, admin).where(USERS.ID.eq(user)).execute();
  }

  void setPassword(Tx tx, UUID user, String hash) {
    tx.sql().update(USERS).set(USERS.PASSWORD_HASH, hash).where(USERS.ID.eq(user)).execute();
  }

  /** Ends every open session of a user; says how many there were. */
  int endSessions(Tx tx, UUID user, Instant now) {
    return endWhere(tx, LOGIN_SESSIONS.USER_ID.eq(user), now);
  }

  boolean endSession(Tx tx, UUID session, Instant now) {
    return endWhere(tx, LOGIN_SESSIONS.ID.eq(session), now) > 0;
  }

  Optional<UUID> userOfSession(Tx tx, UUID session) {
    return tx.sql()
        .select(LOGIN_SESSIONS.USER_ID)
        .from(LOGIN_SESSIONS)
        .where(LOGIN_SESSIONS.ID.eq(session))
        .fetchOptional(LOGIN_SESSIONS.USER_ID);
  }

  List<SessionRow> sessions(Tx tx, Optional<UUID> user, Instant now) {
    return tx.sql()
        .select(
            LOGIN_SESSIONS.ID,
            USERS.NAME,
            LOGIN_SESSIONS.DEVICE,
            LOGIN_SESSIONS.ADDRESS,
            LOGIN_SESSIONS.CREATED_AT,
            LOGIN_SESSIONS.LAST_USED_AT)
        .from(LOGIN_SESSIONS)
        .join(USERS)
        .on(USERS.ID.eq(LOGIN_SESSIONS.USER_ID))
        .where(isOpen(now))
        .and(user.map(LOGIN_SESSIONS.USER_ID::eq).orElseGet(DSL::noCondition))
        .orderBy(LOGIN_SESSIONS.LAST_USED_AT.desc())
        .limit(MOST)
        .fetch(row ->
            new SessionRow(
                row.value1(),
                row.value2(),
                row.value3(),
                row.value4(),
                row.value5(),
                row.value6()));
  }

  List<RoomRow> rooms(Tx tx, Condition which) {
    Field<Integer> members =
        DSL.field(DSL.selectCount().from(ROOM_MEMBERS).where(ROOM_MEMBERS.ROOM_ID.eq(ROOMS.ID)));
    return tx.sql()
        .select(
            ROOMS.ID,
            ROOMS.NAME,
            ROOMS.TOPIC,
            ROOMS.PASSWORD_HASH,
            members,
            ROOMS.LAST_SEQ,
            ROOMS.CREATED_AT)
        .from(ROOMS)
        .where(which)
        .and(ROOMS.DELETED_AT.isNull())
        .orderBy(ROOMS.NAME_KEY)
        .limit(MOST)
        .fetch(row ->
            new RoomRow(
                row.value1(),
                row.value2(),
                row.value3(),
                row.value4() != null,
                row.value5(),
                owners(tx, row.value1()),
                row.value6(),
                row.value7()));
  }

  /** A room by name, as people write it, or by id. */
  Optional<RoomRow> room(Tx tx, String nameOrId) {
    Condition which =
        id(nameOrId)
            .map(ROOMS.ID::eq)
            .orElseGet(() -> ROOMS.NAME_KEY.eq(NameKey.of(nameOrId).folded()));
    return rooms(tx, which).stream().findFirst();
  }

  List<RoomRow> roomsLike(Tx tx, Optional<String> part) {
    return rooms(
        tx,
        part.<Condition>map(p -> ROOMS.NAME_KEY.contains(NameKey.of(p).folded()))
            .orElseGet(DSL::noCondition));
  }

  private static List<String> owners(Tx tx, UUID room) {
    return tx.sql()
        .select(USERS.NAME)
        .from(ROOM_MEMBERS)
        .join(USERS)
        .on(USERS.ID.eq(ROOM_MEMBERS.USER_ID))
        .where(ROOM_MEMBERS.ROOM_ID.eq(room).and(DSL.lower(ROOM_MEMBERS.ROLE).eq("owner")))
        .orderBy(USERS.NAME_KEY)
        .fetch(USERS.NAME);
  }

  private static int endWhere(Tx tx, Condition which, Instant now) {
    return tx.sql()
        .update(LOGIN_SESSIONS)
        .set(LOGIN_SESSIONS.ENDED_AT, now)
        .set(LOGIN_SESSIONS.END_REASON, "admin")
        .where(which.and(isOpen(now)))
        .execute();
  }

  private static Condition isOpen(Instant now) {
    return LOGIN_SESSIONS.ENDED_AT.isNull().and(LOGIN_SESSIONS.EXPIRES_AT.gt(now));
  }

  private static Optional<UUID> id(String text) {
    try {
      return text.length() == 36 ? Optional.of(UUID.fromString(text)) : Optional.empty();
    } catch (IllegalArgumentException aName) {
      return Optional.empty();
    }
  }
}
