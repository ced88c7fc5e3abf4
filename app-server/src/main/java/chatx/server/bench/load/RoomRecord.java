package chatx.server.bench.load;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** What all members of a room were told of it, held against each other. For the loop's thread. */
final class RoomRecord {
  private final Map<UUID, Long> numberOf = new HashMap<>();
  private final Map<Long, UUID> messageAt = new HashMap<>();
  private final Map<UUID, Long> accepted = new HashMap<>();
  private long doubled;
  private long misordered;
  private long last;

  /** A member was told that this message has that number. */
  void told(long seq, UUID key) {
    last = Math.max(last, seq);
    if (!messageAt.computeIfAbsent(seq, _ -> key).equals(key)) {
      misordered++;
    }
    if (numberOf.computeIfAbsent(key, _ -> seq) != seq) {
      doubled++;
    }
  }

  /** Its sender was told that it is stored. */
  void accepted(UUID key, long seq) {
    last = Math.max(last, seq);
    if (accepted.computeIfAbsent(key, _ -> seq) != seq) {
      doubled++;
    }
  }

  /** The highest number that anybody knows. */
  long last() {
    return last;
  }

  int accepted() {
    return accepted.size();
  }

  /** Messages with two numbers. */
  long doubled() {
    return doubled;
  }

  /** Numbers with two messages. */
  long misordered() {
    return misordered;
  }

  /** Accepted messages that nobody was told, or with another number. */
  long lost() {
    return accepted.entrySet().stream()
        .filter(entry -> !entry.getValue().equals(numberOf.get(entry.getKey())))
        .count();
  }
}
