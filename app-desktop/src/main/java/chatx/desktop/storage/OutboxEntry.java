package chatx.desktop.storage;

import chatx.protocol.ClientKey;
import chatx.protocol.Problem;
import chatx.protocol.RoomId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message of one's own that the server may not have yet.
 *
 * @param key stays the same however often it is sent
 * @param writtenAt by this computer's clock
 * @param problem why it failed, or why it waits
 */
public record OutboxEntry(
    ClientKey key,
    RoomId room,
    String body,
    Instant writtenAt,
    OutboxState state,
    @Nullable Problem problem) {

  /** The same message elsewhere on its way. */
  public OutboxEntry in(OutboxState newState, @Nullable Problem newProblem) {
    return new OutboxEntry(key, room, body, writtenAt, newState, newProblem);
  }
}
