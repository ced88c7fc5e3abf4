package chatx.protocol;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way. A durable event has room, seq and time; a transient one its room; an event
 * for the connection neither.
 */
public record EventFrame(
    @Nullable RoomId room, @Nullable Long seq, @Nullable Instant at, ServerEvent event)
    implements ServerFrame {

  public static EventFrame durable(RoomId room, LoggedEvent entry) {
    return new EventFrame(room, entry.seq(), entry.at(), entry.event());
  }

  public static EventFrame fleeting(RoomId room, TransientEvent event) {
    return new EventFrame(room, null, null, event);
  }

  public static EventFrame session(SessionEvent event) {
    return new EventFrame(null, null, null, event);
  }
}
