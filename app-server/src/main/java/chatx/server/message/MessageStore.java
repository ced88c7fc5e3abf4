package chatx.server.message;

import static chatx.server.storage.tables.Tables.ROOM_EVENTS;

import chatx.protocol.ClientKey;
import chatx.protocol.LoggedEvent;
import chatx.protocol.MessageAccepted;
import chatx.protocol.MessageId;
import chatx.protocol.MessagePosted;
import chatx.protocol.RoomId;
import chatx.protocol.UserId;
import chatx.server.storage.Tx;
import org.jspecify.annotations.Nullable;

/** Messages by their senders' keys. Stateless; any thread. */
final class MessageStore {
  /** A message that was posted before. */
  record Sent(RoomId room, String body, MessageAccepted answer) {
    static @Nullable Sent of(RoomId room, LoggedEvent entry) {
      return entry.event() instanceof MessagePosted posted
          ? new Sent(room, posted.body(), new MessageAccepted(posted.id(), entry.seq(), entry.at()))
          : null;
    }
  }

  @Nullable Sent find(Tx tx, UserId author, ClientKey key) {
    return tx.sql()
        .select(
            ROOM_EVENTS.ROOM_ID,
            ROOM_EVENTS.BODY,
            ROOM_EVENTS.MESSAGE_ID,
            ROOM_EVENTS.SEQ,
            ROOM_EVENTS.AT)
        .from(ROOM_EVENTS)
        .where(ROOM_EVENTS.AUTHOR_ID.eq(author.value()), ROOM_EVENTS.CLIENT_KEY.eq(key.value()))
        .fetchOne(row ->
            new Sent(
                new RoomId(row.value1()),
                row.value2(),
                new MessageAccepted(new MessageId(row.value3()), row.value4(), row.value5())));
  }
}
