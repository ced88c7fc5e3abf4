package chatx.server.room;

import static chatx.server.storage.tables.Tables.ROOMS;
import static chatx.server.storage.tables.Tables.ROOM_EVENTS;
import static chatx.server.storage.tables.Tables.ROOM_MEMBERS;
import static chatx.server.storage.tables.Tables.USERS;

import chatx.protocol.MemberRole;
import chatx.protocol.RoomId;
import chatx.protocol.UserId;
import chatx.protocol.UserSummary;
import chatx.server.storage.Tx;
import chatx.server.text.NameKey;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.exception.IntegrityConstraintViolationException;
import org.jspecify.annotations.Nullable;

/** Rooms and their members in the database. Stateless; any thread. */
public final class RoomStore {

  /** Inserts a room; false when its name is taken or looks like one that is. */
  public boolean insert(Tx tx, RoomSnapshot room, NameKey key, UserId creator, Instant at) {
    if (isNameTaken(tx, key, room.id())) {
      return false;
    }
    try {
      return tx.sql()
              .insertInto(ROOMS)
              .set(ROOMS.ID, room.id().value())
              .set(ROOMS.NAME, room.name())
              .set(ROOMS.NAME_KEY, key.folded())
              .set(ROOMS.NAME_SKELETON, key.skeleton())
              .set(ROOMS.FOLDED_SKELETON, key.foldedSkeleton())
              .set(ROOMS.TOPIC, room.topic())
              .set(ROOMS.PASSWORD_HASH, room.passwordHash())
              .set(ROOMS.CREATED_AT, at)
              .set(ROOMS.CREATED_BY, creator.value())
              .set(ROOMS.LAST_SEQ, room.lastSeq())
              .onConflictDoNothing()
              .execute()
          == 1;
    } catch (IntegrityConstraintViolationException _) {
      // H2 looks at the primary key alone before it inserts; the transaction goes on.
      return false;
    }
  }

  /** The room with its members, a tombstone for a deleted one, null for none. */
  @Nullable RoomSnapshot load(Tx tx, RoomId id) {
    var row = tx.sql().selectFrom(ROOMS).where(ROOMS.ID.eq(id.value())).fetchOne();
    if (row == null) {
      return null;
    }
    Map<UserId, Membership> members = new LinkedHashMap<>();
    tx.sql()
        .select(USERS.ID, USERS.NAME, USERS.DISPLAY_NAME, ROOM_MEMBERS.ROLE, ROOM_MEMBERS.JOINED_AT)
        .from(ROOM_MEMBERS)
        .join(USERS)
        .on(USERS.ID.eq(ROOM_MEMBERS.USER_ID))
        .where(ROOM_MEMBERS.ROOM_ID.eq(id.value()))
        .forEach(member -> {
          UserId user = new UserId(member.value1());
          members.put(
              user,
              new Membership(
                  new UserSummary(user, member.value2(), member.value3()),
                  MemberRole.valueOf(member.value4()),
                  member.value5()));
        });
    return new RoomSnapshot(
        id,
        row.getName(),
        row.getTopic(),
        row.getPasswordHash(),
        row.getLastSeq(),
        members,
        row.getDeletedAt() != null);
  }

  public void insertMember(Tx tx, RoomId room, Membership member) {
    tx.sql()
        .insertInto(ROOM_MEMBERS)
        .set(ROOM_MEMBERS.ROOM_ID, room.value())
        .set(ROOM_MEMBERS.USER_ID, member.user().id().value())
        .set(ROOM_MEMBERS.ROLE, member.role().name())
        .set(ROOM_MEMBERS.JOINED_AT, member.joinedAt())
        .execute();
  }

  void deleteMember(Tx tx, RoomId room, UserId user) {
    tx.sql()
        .deleteFrom(ROOM_MEMBERS)
        .where(ROOM_MEMBERS.ROOM_ID.eq(room.value()), ROOM_MEMBERS.USER_ID.eq(user.value()))
        .execute();
  }

  void updateRole(Tx tx, RoomId room, UserId user, MemberRole role) {
    tx.sql()
        .update(ROOM_MEMBERS)
        .set(ROOM_MEMBERS.ROLE, role.name())
        .where(ROOM_MEMBERS.ROOM_ID.eq(room.value()), ROOM_MEMBERS.USER_ID.eq(user.value()))
        .execute();
  }

  /** The rooms a user is a member of. */
  public List<RoomId> roomsOf(Tx tx, UserId user) {
    return tx.sql()
        .select(ROOM_MEMBERS.ROOM_ID)
        .from(ROOM_MEMBERS)
        .join(ROOMS)
        .on(ROOMS.ID.eq(ROOM_MEMBERS.ROOM_ID))
        .where(ROOM_MEMBERS.USER_ID.eq(user.value()), ROOMS.DELETED_AT.isNull())
        .orderBy(ROOMS.NAME_KEY)
        .fetch(row -> new RoomId(row.value1()));
  }

  /** Whether another room has the name or looks like it. */
  boolean isNameTaken(Tx tx, NameKey key, RoomId except) {
    return tx.sql()
        .fetchExists(
            ROOMS,
            ROOMS
                .NAME_KEY
                .eq(key.folded())
                .or(ROOMS.NAME_SKELETON.in(key.shapes()))
                .or(ROOMS.FOLDED_SKELETON.in(key.shapes())),
            ROOMS.ID.ne(except.value()));
  }

  void updateName(Tx tx, RoomId room, String name, NameKey key) {
    tx.sql()
        .update(ROOMS)
        .set(ROOMS.NAME, name)
        .set(ROOMS.NAME_KEY, key.folded())
        .set(ROOMS.NAME_SKELETON, key.skeleton())
        .set(ROOMS.FOLDED_SKELETON, key.foldedSkeleton())
        .where(ROOMS.ID.eq(room.value()))
        .execute();
  }

  void updateTopic(Tx tx, RoomId room, String topic) {
    tx.sql().update(ROOMS).set(ROOMS.TOPIC, topic).where(ROOMS.ID.eq(room.value())).execute();
  }

  void updatePassword(Tx tx, RoomId room, @Nullable String hash) {
    tx.sql()
        .update(ROOMS)
        .set(ROOMS.PASSWORD_HASH, hash)
        .where(ROOMS.ID.eq(room.value()))
        .execute();
  }

  /** Leaves a tombstone with the last members, frees the name, and deletes what was said. */
  void delete(Tx tx, RoomId room, Instant at) {
    tx.sql()
        .update(ROOMS)
        .setNull(ROOMS.NAME_KEY)
        .setNull(ROOMS.NAME_SKELETON)
        .setNull(ROOMS.FOLDED_SKELETON)
        .setNull(ROOMS.PASSWORD_HASH)
        .set(ROOMS.TOPIC, "")
        .set(ROOMS.DELETED_AT, at)
        .where(ROOMS.ID.eq(room.value()))
        .execute();
    tx.sql().deleteFrom(ROOM_EVENTS).where(ROOM_EVENTS.ROOM_ID.eq(room.value())).execute();
  }
}
