package chatx.server.membership;

import static chatx.server.storage.tables.Tables.ROOM_BANS;
import static chatx.server.storage.tables.Tables.USERS;

import chatx.protocol.Ban;
import chatx.protocol.RoomId;
import chatx.protocol.UserId;
import chatx.protocol.UserSummary;
import chatx.server.storage.Tx;
import chatx.server.storage.tables.tables.Users;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bans in the database. Stateless; any thread. */
final class BanStore {
  @Nullable UserSummary user(Tx tx, UserId id) {
    return tx.sql()
        .select(USERS.ID, USERS.NAME, USERS.DISPLAY_NAME)
        .from(USERS)
        .where(USERS.ID.eq(id.value()))
        .fetchOne(row -> new UserSummary(new UserId(row.value1()), row.value2(), row.value3()));
  }

  boolean isBanned(Tx tx, RoomId room, UserId user) {
    return tx.sql()
        .fetchExists(
            ROOM_BANS, ROOM_BANS.ROOM_ID.eq(room.value()), ROOM_BANS.USER_ID.eq(user.value()));
  }

  /** False when the user is banned already. */
  boolean insert(Tx tx, RoomId room, UserId user, UserId by, Instant at, @Nullable String reason) {
    return !isBanned(tx, room, user)
        && tx.sql()
                .insertInto(ROOM_BANS)
                .set(ROOM_BANS.ROOM_ID, room.value())
                .set(ROOM_BANS.USER_ID, user.value())
                .set(ROOM_BANS.BANNED_BY, by.value())
                .set(ROOM_BANS.BANNED_AT, at)
                .set(ROOM_BANS.REASON, reason)
                .execute()
            == 1;
  }

  boolean delete(Tx tx, RoomId room, UserId user) {
    return tx.sql()
            .deleteFrom(ROOM_BANS)
            .where(ROOM_BANS.ROOM_ID.eq(room.value()), ROOM_BANS.USER_ID.eq(user.value()))
            .execute()
        == 1;
  }

  List<Ban> list(Tx tx, RoomId room) {
    Users user = USERS.as("u");
    Users by = USERS.as("b");
    return tx.sql()
        .select(
            user.ID,
            user.NAME,
            user.DISPLAY_NAME,
            by.ID,
            by.NAME,
            by.DISPLAY_NAME,
            ROOM_BANS.REASON,
            ROOM_BANS.BANNED_AT)
        .from(ROOM_BANS)
        .join(user)
        .on(user.ID.eq(ROOM_BANS.USER_ID))
        .join(by)
        .on(by.ID.eq(ROOM_BANS.BANNED_BY))
        .where(ROOM_BANS.ROOM_ID.eq(room.value()))
        .orderBy(ROOM_BANS.BANNED_AT.desc())
        .fetch(row ->
            new Ban(
                new UserSummary(new UserId(row.value1()), row.value2(), row.value3()),
                new UserSummary(new UserId(row.value4()), row.value5(), row.value6()),
                row.value7(),
                row.value8()));
  }
}
