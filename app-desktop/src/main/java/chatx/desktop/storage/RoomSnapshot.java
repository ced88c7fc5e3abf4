package chatx.desktop.storage;

import chatx.protocol.LoggedEvent;
import chatx.protocol.RoomState;
import java.util.List;

/**
 * A room as it was last seen.
 *
 * @param recent its newest events, without a hole, the last one at {@code state.lastSeq()}; may be
 *     empty
 */
public record RoomSnapshot(RoomState state, List<LoggedEvent> recent) {
  public RoomSnapshot {
    recent = List.copyOf(recent);
  }
}
