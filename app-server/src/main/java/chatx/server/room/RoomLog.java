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
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jooq.Record1;

/**
 * The durable events of all rooms, numbered 1, 2, 3 … in each. A number is given inside the
 * writer's transaction, so what is committed has no hole. Stateless; any thread.
 */
public final class RoomLog {
  /** As text, not through jOOQ: made once, and for every message that was ever sent. */
  private static final String MOVE = "update rooms set last_seq = ? where id = ? and last_seq = ?";

  private static final String INSERT =
      "insert into room_events (room_id, seq, at, type, kind, author_id, data, message_id,"
          + " client_key, body) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private final FrameCodec codec;

  public RoomLog(FrameCodec codec) {
    this.codec = codec;
  }

  /**
   * An event with its fields as they are stored, encoded once for the store and for all who get it.
   */
  record Entry(LoggedEvent event, String data) {}

  Entry entry(LoggedEvent event) {
    return new Entry(event, codec.encodeData(event.event()));
  }

  /**
   * Appends events and moves the room's last number to the last of them. False, with nothing
   * changed, when the room's last number is not {@code expectedLast}: another writer was here.
   */
  boolean append(Tx tx, RoomId room, long expectedLast, List<Entry> events) {
    long last = events.getLast().event().seq();
    boolean[] moved = {false};
    tx.sql()
        .connection(connection -> {
          try (PreparedStatement move = connection.prepareStatement(MOVE)) {
            move.setLong(1, last);
            move.setObject(2, room.value());
            move.setLong(3, expectedLast);
            moved[0] = move.executeUpdate() == 1;
          }
          if (moved[0]) {
            insert(connection, room, events);
          }
        });
    return moved[0];
  }

  /** The first event of a room whose row was inserted in the same transaction. */
  public void begin(Tx tx, RoomId room, LoggedEvent first) {
    tx.sql().connection(connection -> insert(connection, room, List.of(entry(first))));
  }

  /** Puts back an event that the database lost; true when it was missing. */
  boolean restore(Tx tx, RoomId room, LoggedEvent event) {
    Record1<UUID> stored =
        tx.sql()
            .select(ROOM_EVENTS.MESSAGE_ID)
            .from(ROOM_EVENTS)
            .where(ROOM_EVENTS.ROOM_ID.eq(room.value()), ROOM_EVENTS.SEQ.eq(event.seq()))
            .fetchOne();
    if (stored != null
        && event.event() instanceof MessagePosted journaled
        && !journaled.id().value().equals(stored.value1())) {
      // Whoever was told of one of them would lose it.
      throw new IllegalStateException(
          "event %d of room %s is another one in the database than in the journal"
              .formatted(event.seq(), room));
    }
    boolean wanted =
        stored == null
            && tx.sql()
                .fetchExists(ROOMS, ROOMS.ID.eq(room.value()).and(ROOMS.DELETED_AT.isNull()));
    if (wanted) {
      tx.sql().connection(connection -> insert(connection, room, List.of(entry(event))));
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
        // The whole key, or H2 would read and sort all that is left of the room.
        .orderBy(ROOM_EVENTS.ROOM_ID, ROOM_EVENTS.SEQ)
        .limit(limit)
        .fetch(row -> entry(row.value1(), row.value2(), row.value3(), row.value4()));
  }

  /** One stored row as the event it is. */
  public LoggedEvent entry(long seq, Instant at, String type, String data) {
    return new LoggedEvent(seq, at, codec.decodeData(type, data));
  }

  private void insert(Connection connection, RoomId room, List<Entry> entries) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (Entry entry : entries) {
        DurableEvent event = entry.event().event();
        insert.setObject(1, room.value());
        insert.setLong(2, entry.event().seq());
        insert.setObject(3, entry.event().at().atOffset(ZoneOffset.UTC));
        insert.setString(4, codec.typeOf(event));
        insert.setString(5, kindOf(event).name());
        insert.setObject(6, authorOf(event).value());
        insert.setString(7, entry.data());
        if (event instanceof MessagePosted message) {
          insert.setObject(8, message.id().value());
          insert.setObject(9, message.clientKey().value());
          insert.setString(10, message.body());
        } else {
          insert.setNull(8, Types.OTHER);
          insert.setNull(9, Types.OTHER);
          insert.setNull(10, Types.VARCHAR);
        }
        insert.addBatch();
      }
      insert.executeBatch();
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
