package chatx.server.room;

import static chatx.server.storage.tables.Tables.ROOMS;
import static chatx.server.storage.tables.Tables.ROOM_EVENTS;
import static chatx.server.storage.tables.Tables.ROOM_MEMBERS;
import static chatx.server.storage.tables.Tables.ROOM_NAME_SHAPES;
import static chatx.server.storage.tables.Tables.USERS;

import chatx.protocol.MemberRole;
import chatx.protocol.RoomId;
import chatx.protocol.UserId;
import chatx.protocol.UserSummary;
import chatx.server.storage.Tx;
import chatx.server.text.NameKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jooq.Condition;
import org.jooq.exception.IntegrityConstraintViolationException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Rooms and their members in the database. Stateless; any thread. */
public final class RoomStore {

  /** Inserts a room; false when its name is taken or looks like one that is. */
  public boolean insert(Tx tx, RoomSnapshot room, NameKey key, UserId creator, Instant at) {
    try {
      int inserted =
          tx.sql()
              .insertInto(ROOMS)
              .set(ROOMS.ID, room.id().value())
              .set(ROOMS.NAME, room.name())
              .set(ROOMS.NAME_KEY, key.folded())
              .set(ROOMS.TOPIC, room.topic())
              .set(ROOMS.PASSWORD_HASH, room.passwordHash())
              .set(ROOMS.CREATED_AT, at)
              .set(ROOMS.CREATED_BY, creator.value())
              .set(ROOMS.LAST_SEQ, room.lastSeq())
              .onConflictDoNothing()
              .execute();
      if (inserted == 0) {
        return false;
      }
    } catch (IntegrityConstraintViolationException _) {
      // H2 looks at the primary key alone before it inserts; the transaction goes on.
      return false;
    }
    if (claim(tx, room.id(), key)) {
      return true;
    }
    tx.sql().deleteFrom(ROOMS).where(ROOMS.ID.eq(room.id().value())).execute();
    return false;
  }

  /** Makes the shapes of a name the room's; false when another room has one of them. */
  private static boolean claim(Tx tx, RoomId room, NameKey key) {
    Set<String> own =
        tx.sql()
            .select(ROOM_NAME_SHAPES.SHAPE)
            .from(ROOM_NAME_SHAPES)
            .where(ROOM_NAME_SHAPES.ROOM_ID.eq(room.value()))
            .fetchSet(ROOM_NAME_SHAPES.SHAPE);
    List<String> claimed = new ArrayList<>();
    // In one order for all, so that two who claim the same do not wait for each other.
    for (String shape : new TreeSet<>(key.shapes())) {
      if (own.contains(shape)) {
        continue;
      }
      if (!insertShape(tx, room, shape)) {
        deleteShapes(tx, room, ROOM_NAME_SHAPES.SHAPE.in(claimed));
        return false;
      }
      claimed.add(shape);
    }
    deleteShapes(tx, room, ROOM_NAME_SHAPES.SHAPE.notIn(key.shapes()));
    return true;
  }

  private static boolean insertShape(Tx tx, RoomId room, String shape) {
    try {
      return tx.sql()
              .insertInto(ROOM_NAME_SHAPES)
              .set(ROOM_NAME_SHAPES.SHAPE, shape)
              .set(ROOM_NAME_SHAPES.ROOM_ID, room.value())
              .onConflictDoNothing()
              .execute()
          == 1;
    } catch (IntegrityConstraintViolationException _) {
      // On H2, where another transaction inserted it between the look and the insert.
      return false;
    }
  }

  private static void deleteShapes(Tx tx, RoomId room, Condition which) {
    tx.sql()
        .deleteFrom(ROOM_NAME_SHAPES)
        .where(ROOM_NAME_SHAPES.ROOM_ID.eq(room.value()), which)
        .execute();
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

  /** False, with nothing changed, when another room has the name or looks like it. */
  boolean rename(Tx tx, RoomId room, String name, NameKey key) {
    if (!claim(tx, room, key)) {
      return false;
    }
    tx.sql()
        .update(ROOMS)
        .set(ROOMS.NAME, name)
        .set(ROOMS.NAME_KEY, key.folded())
        .where(ROOMS.ID.eq(room.value()))
        .execute();
    return true;
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
  public void delete(Tx tx, RoomId room, Instant at) {
    tx.sql()
        .update(ROOMS)
        .setNull(ROOMS.NAME_KEY)
        .setNull(ROOMS.PASSWORD_HASH)
        .set(ROOMS.TOPIC, "")
        .set(ROOMS.DELETED_AT, at)
        .where(ROOMS.ID.eq(room.value()))
        .execute();
    deleteShapes(tx, room, DSL.noCondition());
    tx.sql().deleteFrom(ROOM_EVENTS).where(ROOM_EVENTS.ROOM_ID.eq(room.value())).execute();
  }
}
