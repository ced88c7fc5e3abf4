package chatx.desktop.model;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Reads the newest page of rooms of which only the state is known, one after the other. FX thread
 * only.
 */
final class Filling {
  /** The other rooms are read when they are opened. */
  private static final int MOST = 50;

  private final Queue<RoomModel> waiting = new ArrayDeque<>();
  private boolean reading;

  /** Reads that room in its turn, unless its past is known or too many wait. */
  void add(RoomModel room) {
    if (!room.hasPast() && room.lastSeq() > 0 && waiting.size() < MOST && !waiting.contains(room)) {
      waiting.add(room);
    }
    if (!reading) {
      next();
    }
  }

  void remove(RoomModel room) {
    waiting.remove(room);
  }

  private void next() {
    RoomModel room = waiting.poll();
    reading = room != null;
    if (room != null) {
      var _ =
          room.loadLatest()
              .thenAccept(outcome -> {
                if (outcome instanceof Outcome.Refused<?>) {
                  waiting.clear();
                }
                next();
              });
    }
  }
}
