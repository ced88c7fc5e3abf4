package chatx.protocol;

import java.util.UUID;

/** An identifier that cannot be mistaken for one of another kind. Travels as a UUID string. */
public sealed interface TypedId permits ClientKey, InviteId, MessageId, RoomId, SessionId, UserId {
  UUID value();
}
