package chatx.server.invite;

import static chatx.server.storage.tables.Tables.INVITES;
import static chatx.server.storage.tables.Tables.INVITE_PEOPLE;
import static chatx.server.storage.tables.Tables.ROOMS;
import static chatx.server.storage.tables.Tables.USERS;

import chatx.protocol.Invite;
import chatx.protocol.InviteId;
import chatx.protocol.RoomId;
import chatx.protocol.UserId;
import chatx.protocol.UserSummary;
import chatx.server.storage.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Invites in the database. Stateless; any thread. */
final class InviteStore {
  /** More than this is not shown at once. */
  private static final int MOST = 1000;

  void insert(Tx tx, InviteId id, Invites.Wish wish, Instant now, String tokenHash) {
    RoomId room = wish.room();
    UserId by = wish.by();
    tx.sql()
        .insertInto(INVITES)
        .set(INVITES.ID, id.value())
        .set(INVITES.TOKEN_HASH, tokenHash)
        .set(INVITES.ROOM_ID, room == null ? null : room.value())
        .set(INVITES.CREATED_BY, by == null ? null : by.value())
        .set(INVITES.CREATED_AT, now)
        .set(INVITES.EXPIRES_AT, now.plus(wish.life()))
        .set(INVITES.USES, wish.uses())
        .set(INVITES.USED, 0)
        .set(INVITES.REGISTERS, wish.registers())
        .execute();
  }

  Optional<InviteRow> byToken(Tx tx, String tokenHash) {
    return rows(tx, INVITES.TOKEN_HASH.eq(tokenHash)).stream().findFirst();
  }

  Optional<InviteRow> byId(Tx tx, InviteId id) {
    return rows(tx, INVITES.ID.eq(id.value())).stream().findFirst();
  }

  /** Those that still let somebody in. */
  List<InviteRow> live(Tx tx, @Nullable RoomId room, @Nullable UserId by, Instant now) {
    Condition which = isLive(now).and(ROOMS.DELETED_AT.isNull());
    if (room != null) {
      which = which.and(INVITES.ROOM_ID.eq(room.value()));
    }
    if (by != null) {
      which = which.and(INVITES.CREATED_BY.eq(by.value()));
    }
    return rows(tx, which);
  }

  int countLive(Tx tx, @Nullable UserId by, Instant now) {
    return by == null
        ? 0
        : tx.sql().fetchCount(INVITES, isLive(now), INVITES.CREATED_BY.eq(by.value()));
  }

  /** Counts one more; false when that would be too many, or it was taken back. */
  boolean count(Tx tx, InviteId id) {
    return tx.sql()
            .update(INVITES)
            .set(INVITES.USED, INVITES.USED.plus(1))
            .where(
                INVITES.ID.eq(id.value()),
                INVITES.USED.lt(INVITES.USES),
                INVITES.REVOKED_AT.isNull())
            .execute()
        == 1;
  }

  boolean revoke(Tx tx, InviteId id, Instant now) {
    return tx.sql()
            .update(INVITES)
            .set(INVITES.REVOKED_AT, now)
            .where(INVITES.ID.eq(id.value()), INVITES.REVOKED_AT.isNull())
            .execute()
        == 1;
  }

  /** Null for somebody the invite has not met, else whether it is closed to them. */
  @Nullable Boolean barred(Tx tx, InviteId invite, UserId user) {
    return tx.sql()
        .select(INVITE_PEOPLE.BARRED)
        .from(INVITE_PEOPLE)
        .where(INVITE_PEOPLE.INVITE_ID.eq(invite.value()), INVITE_PEOPLE.USER_ID.eq(user.value()))
        .fetchOne(INVITE_PEOPLE.BARRED);
  }

  void remember(Tx tx, InviteId invite, UserId user, Instant now, boolean barred) {
    tx.sql()
        .insertInto(INVITE_PEOPLE)
        .set(INVITE_PEOPLE.INVITE_ID, invite.value())
        .set(INVITE_PEOPLE.USER_ID, user.value())
        .set(INVITE_PEOPLE.SINCE, now)
        .set(INVITE_PEOPLE.BARRED, barred)
        .execute();
  }

  /** Closes the room's invites of the moment to somebody. */
  void bar(Tx tx, RoomId room, UserId user, Instant now) {
    List<UUID> open =
        tx.sql()
            .select(INVITES.ID)
            .from(INVITES)
            .where(INVITES.ROOM_ID.eq(room.value()), INVITES.REVOKED_AT.isNull())
            .and(INVITES.EXPIRES_AT.gt(now))
            .fetch(INVITES.ID);
    for (UUID id : open) {
      int known =
          tx.sql()
              .update(INVITE_PEOPLE)
              .set(INVITE_PEOPLE.BARRED, true)
              .where(INVITE_PEOPLE.INVITE_ID.eq(id), INVITE_PEOPLE.USER_ID.eq(user.value()))
              .execute();
      if (known == 0) {
        remember(tx, new InviteId(id), user, now, true);
      }
    }
  }

  int deleteOlder(Tx tx, Instant expiredBefore) {
    Condition old = INVITES.EXPIRES_AT.lt(expiredBefore);
    tx.sql()
        .deleteFrom(INVITE_PEOPLE)
        .where(INVITE_PEOPLE.INVITE_ID.in(DSL.select(INVITES.ID).from(INVITES).where(old)))
        .execute();
    return tx.sql().deleteFrom(INVITES).where(old).execute();
  }

  private static Condition isLive(Instant now) {
    return INVITES
        .REVOKED_AT
        .isNull()
        .and(INVITES.EXPIRES_AT.gt(now))
        .and(INVITES.USED.lt(INVITES.USES));
  }

  private static List<InviteRow> rows(Tx tx, Condition which) {
    return tx.sql()
        .select(
            INVITES.ID,
            INVITES.ROOM_ID,
            ROOMS.NAME,
            INVITES.CREATED_BY,
            USERS.NAME,
            USERS.DISPLAY_NAME,
            INVITES.CREATED_AT,
            INVITES.EXPIRES_AT,
            INVITES.USES,
            INVITES.USED,
            INVITES.REGISTERS,
            INVITES.REVOKED_AT)
        .from(INVITES)
        .leftJoin(ROOMS)
        .on(ROOMS.ID.eq(INVITES.ROOM_ID))
        .leftJoin(USERS)
        .on(USERS.ID.eq(INVITES.CREATED_BY))
        .where(which)
        .orderBy(INVITES.CREATED_AT.desc(), INVITES.ID.desc())
        .limit(MOST)
        .fetch(row ->
            new InviteRow(
                new Invite(
                    new InviteId(row.value1()),
                    row.value2() == null ? null : new RoomId(row.value2()),
                    row.value3(),
                    row.value4() == null
                        ? null
                        : new UserSummary(new UserId(row.value4()), row.value5(), row.value6()),
                    row.value7(),
                    row.value8(),
                    row.value9(),
                    row.value10(),
                    row.value11()),
                row.value12() != null));
  }
}
