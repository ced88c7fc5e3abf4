package chatx.server.room;

import static chatx.server.storage.tables.Tables.ROOMS;
import static chatx.server.storage.tables.Tables.ROOM_EVENTS;

import chatx.protocol.DurableEvent;
import chatx.protocol.EntryKind;
import chatx.protocol.LoggedEvent;
import chatx.protocol.MemberBanned;
import chatx.protocol.MemberJoined;
import chatx.protocol.MemberKicked;
import chatx.protocol.MemberLeft;
import chatx.protocol.MessagePosted;
import chatx.protocol.PasswordChanged;
import chatx.protocol.RoleChanged;
import chatx.protocol.RoomCreated;
import chatx.protocol.RoomId;
import chatx.protocol.RoomRenamed;
import chatx.protocol.TopicChanged;
import chatx.protocol.UnknownEvent;
import chatx.protocol.UserId;
import chatx.protocol.codec.FrameCodec;
import chatx.server.storage.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Query;

/**
 * The durable events of all rooms, numbered 1, 2, 3 … in each. A number is given inside the
 * writer's transaction, so what is committed has no hole. Stateless; any thread.
 */
public final class RoomLog {
  private final FrameCodec codec;

  public RoomLog(FrameCodec codec) {
    this.codec = codec;
  }

  /**
   * Appends events and moves the room's last number to the last of them. False, with nothing
   * changed, when the room's last number is not {@code expectedLast}: another writer was here.
   */
  boolean append(Tx tx, RoomId room, long expectedLast, List<LoggedEvent> events) {
    long last = events.getLast().seq();
    int moved =
        tx.sql()
            .update(ROOMS)
            .set(ROOMS.LAST_SEQ, last)
            .where(ROOMS.ID.eq(room.value()), ROOMS.LAST_SEQ.eq(expectedLast))
            .execute();
    if (moved == 0) {
      return false;
    }
    insert(tx, room, events);
    return true;
  }

  /** The first event of a room whose row was inserted in the same transaction. */
  public void begin(Tx tx, RoomId room, LoggedEvent first) {
    insert(tx, room, List.of(first));
  }

  /** Puts back an event that the database lost; true when it was missing. */
  boolean restore(Tx tx, RoomId room, LoggedEvent event) {
    boolean known =
        tx.sql()
            .fetchExists(
                ROOM_EVENTS,
                ROOM_EVENTS.ROOM_ID.eq(room.value()).and(ROOM_EVENTS.SEQ.eq(event.seq())));
    boolean wanted =
        !known
            && tx.sql()
                .fetchExists(ROOMS, ROOMS.ID.eq(room.value()).and(ROOMS.DELETED_AT.isNull()));
    if (wanted) {
      insert(tx, room, List.of(event));
      tx.sql()
          .update(ROOMS)
          .set(ROOMS.LAST_SEQ, event.seq())
          .where(ROOMS.ID.eq(room.value()), ROOMS.LAST_SEQ.lt(event.seq()))
          .execute();
    }
    return wanted;
  }

  /** Events with greater numbers than {@code after}, in order, {@code limit} at most. */
  public List<LoggedEvent> read(Tx tx, RoomId room, long after, int limit) {
    return tx.sql()
        .select(ROOM_EVENTS.SEQ, ROOM_EVENTS.AT, ROOM_EVENTS.TYPE, ROOM_EVENTS.DATA)
        .from(ROOM_EVENTS)
        .where(ROOM_EVENTS.ROOM_ID.eq(room.value()), ROOM_EVENTS.SEQ.gt(after))
        .orderBy(ROOM_EVENTS.SEQ)
        .limit(limit)
        .fetch(row -> entry(row.value1(), row.value2(), row.value3(), row.value4()));
  }

  /** One stored row as the event it is. */
  public LoggedEvent entry(long seq, Instant at, String type, String data) {
    return new LoggedEvent(seq, at, codec.decodeData(type, data));
  }

  private void insert(Tx tx, RoomId room, List<LoggedEvent> events) {
    List<Query> inserts = new ArrayList<>(events.size());
    for (LoggedEvent entry : events) {
      DurableEvent event = entry.event();
      MessagePosted message = event instanceof MessagePosted posted ? posted : null;
      inserts.add(
          tx.sql()
              .insertInto(
                  ROOM_EVENTS,
                  ROOM_EVENTS.ROOM_ID,
                  ROOM_EVENTS.SEQ,
                  ROOM_EVENTS.AT,
                  ROOM_EVENTS.TYPE,
                  ROOM_EVENTS.KIND,
                  ROOM_EVENTS.AUTHOR_ID,
                  ROOM_EVENTS.DATA,
                  ROOM_EVENTS.MESSAGE_ID,
                  ROOM_EVENTS.CLIENT_KEY,
                  ROOM_EVENTS.BODY)
              .values(
                  room.value(),
                  entry.seq(),
                  entry.at(),
                  codec.typeOf(event),
                  kindOf(event).name(),
                  authorOf(event).value(),
                  codec.encodeData(event),
                  message == null ? null : message.id().value(),
                  message == null ? null : message.clientKey().value(),
                  message == null ? null : message.body()));
    }
    if (inserts.size() == 1) {
      inserts.getFirst().execute();
    } else {
      tx.sql().batch(inserts).execute();
    }
  }

  /** What of an event a reader of history filters by. */
  public static EntryKind kindOf(DurableEvent event) {
    return switch (event) {
      case MessagePosted _ -> EntryKind.MESSAGE;
      case MemberJoined _, MemberLeft _, MemberKicked _, MemberBanned _, RoleChanged _ ->
          EntryKind.MEMBERSHIP;
      case RoomCreated _, RoomRenamed _, TopicChanged _, PasswordChanged _ -> EntryKind.ROOM;
      case UnknownEvent unknown -> throw neverStored(unknown);
    };
  }

  private static UserId authorOf(DurableEvent event) {
    return switch (event) {
      case MessagePosted posted -> posted.author().id();
      case MemberJoined joined -> joined.user().id();
      case MemberLeft left -> left.user().id();
      case MemberKicked kicked -> kicked.by().id();
      case MemberBanned banned -> banned.by().id();
      case RoleChanged changed -> changed.by().id();
      case RoomCreated created -> created.by().id();
      case RoomRenamed renamed -> renamed.by().id();
      case TopicChanged changed -> changed.by().id();
      case PasswordChanged changed -> changed.by().id();
      case UnknownEvent unknown -> throw neverStored(unknown);
    };
  }

  private static IllegalStateException neverStored(UnknownEvent unknown) {
    return new IllegalStateException("not an event of this server: " + unknown.type());
  }
}
