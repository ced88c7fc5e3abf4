package chatx.server.membership;

import static chatx.server.storage.tables.Tables.ROOMS;
import static chatx.server.storage.tables.Tables.ROOM_MEMBERS;
import static org.jooq.impl.DSL.row;

import chatx.protocol.MemberRole;
import chatx.protocol.MyRoom;
import chatx.protocol.RoomId;
import chatx.protocol.RoomPage;
import chatx.protocol.RoomSummary;
import chatx.protocol.UserId;
import chatx.server.storage.Tx;
import chatx.server.text.TextRules;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** Lists of rooms. Stateless; any thread. */
final class RoomListStore {
  private static final Field<Integer> MEMBERS =
      DSL.field(DSL.selectCount().from(ROOM_MEMBERS).where(ROOM_MEMBERS.ROOM_ID.eq(ROOMS.ID)));

  RoomPage page(Tx tx, UserId user, String query, RoomCursor after, int limit) {
    Condition wanted =
        ROOMS
            .DELETED_AT
            .isNull()
            .and(row(ROOMS.NAME_KEY, ROOMS.ID).gt(after.nameKey(), after.id()));
    if (!query.isEmpty()) {
      wanted =
          TextRules.isStorable(query)
              ? wanted.and(
                  ROOMS.NAME.containsIgnoreCase(query).or(ROOMS.TOPIC.containsIgnoreCase(query)))
              : DSL.falseCondition();
    }
    Field<Boolean> joined =
        DSL.field(
            DSL.exists(
                DSL.selectOne()
                    .from(ROOM_MEMBERS)
                    .where(
                        ROOM_MEMBERS.ROOM_ID.eq(ROOMS.ID), ROOM_MEMBERS.USER_ID.eq(user.value()))));
    var rows =
        tx.sql()
            .select(
                ROOMS.ID,
                ROOMS.NAME,
                ROOMS.TOPIC,
                ROOMS.PASSWORD_HASH.isNotNull(),
                MEMBERS,
                joined,
                ROOMS.NAME_KEY)
            .from(ROOMS)
            .where(wanted)
            .orderBy(ROOMS.NAME_KEY, ROOMS.ID)
            .limit(limit + 1)
            .fetch();
    boolean more = rows.size() > limit;
    List<RoomSummary> rooms =
        rows.stream()
            .limit(limit)
            .map(room ->
                new RoomSummary(
                    new RoomId(room.value1()),
                    room.value2(),
                    room.value3(),
                    room.value4(),
                    room.value5(),
                    room.value6()))
            .toList();
    if (!more) {
      return new RoomPage(rooms, null);
    }
    var last = rows.get(limit - 1);
    return new RoomPage(rooms, new RoomCursor(last.value7(), last.value1()).text());
  }

  List<MyRoom> mine(Tx tx, UserId user) {
    return tx.sql()
        .select(
            ROOMS.ID,
            ROOMS.NAME,
            ROOMS.TOPIC,
            ROOMS.PASSWORD_HASH.isNotNull(),
            MEMBERS,
            ROOM_MEMBERS.ROLE,
            ROOMS.LAST_SEQ)
        .from(ROOM_MEMBERS)
        .join(ROOMS)
        .on(ROOMS.ID.eq(ROOM_MEMBERS.ROOM_ID))
        .where(ROOM_MEMBERS.USER_ID.eq(user.value()), ROOMS.DELETED_AT.isNull())
        .orderBy(ROOMS.NAME_KEY)
        .fetch(room ->
            new MyRoom(
                new RoomSummary(
                    new RoomId(room.value1()),
                    room.value2(),
                    room.value3(),
                    room.value4(),
                    room.value5(),
                    true),
                MemberRole.valueOf(room.value6()),
                room.value7()));
  }
}
