package chatx.desktop.storage;

import chatx.protocol.ClientKey;
import chatx.protocol.LoggedEvent;
import chatx.protocol.Problem;
import chatx.protocol.RoomId;
import chatx.protocol.RoomState;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What one account keeps on this computer: unsent messages, drafts and marks in {@code outbox.mv};
 * rooms and their newest events in {@code cache.mv}. Any thread; calls block on the disk where they
 * say so.
 */
public final class AccountStore implements AutoCloseable {
  /** How many events of a room are kept. */
  public static final int RECENT_EVENTS = 200;

  /** The {@link Problem#field} of problems that are this computer's, not the server's. */
  public static final String THIS_COMPUTER = "this-computer";

  private final Map<ClientKey, OutboxEntry> outbox = new LinkedHashMap<>();
  private final Map<RoomId, String> drafts = new HashMap<>();
  private final Map<RoomId, RoomMarks> marks = new HashMap<>();
  private final Map<RoomId, RoomSnapshot> rooms = new HashMap<>();

  /** What opening gives. */
  public sealed interface Opening {}

  public record Opened(AccountStore store) implements Opening {}

  /** It cannot be used, and was not touched. */
  public record Refused(StorageRefusal why) implements Opening {}

  private AccountStore() {}

  /**
   * Opens the two files in the account's folder, {@link AppFolder#account}; makes them when they
   * are missing. A damaged cache starts anew, a damaged outbox is set aside; {@link #listen} tells.
   */
  public static Opening open(Path folder, Clock clock) {
    return new Opened(new AccountStore());
  }

  /**
   * Tells what a person should know, what opening found first. One listener; called on any thread,
   * one call at a time.
   */
  public void listen(Consumer<StorageNotice> listener) {}

  /** Every room of the cache, in no order. Blocks; meant for the start. */
  public synchronized List<RoomSnapshot> rooms() {
    return List.copyOf(rooms.values());
  }

  /** Replaces what is cached of a room. Written soon; does not block. */
  public synchronized void enter(RoomSnapshot room) {
    rooms.put(room.state().id(), room);
  }

  /**
   * Adds events to a room. Events that do not follow what is cached replace it. Written soon; does
   * not block.
   *
   * @param after the room with all of them
   * @param events without a hole, the last one at {@code after.lastSeq()}
   */
  public synchronized void advance(RoomState after, List<LoggedEvent> events) {
    List<LoggedEvent> recent = new ArrayList<>();
    RoomSnapshot before = rooms.get(after.id());
    if (before != null
        && !events.isEmpty()
        && before.state().lastSeq() + 1 == events.getFirst().seq()) {
      recent.addAll(before.recent());
    }
    recent.addAll(events);
    enter(
        new RoomSnapshot(
            after, recent.subList(Math.max(0, recent.size() - RECENT_EVENTS), recent.size())));
  }

  /** Removes a room from the cache, its draft and marks too. Written soon; does not block. */
  public synchronized void forget(RoomId room) {
    rooms.remove(room);
    drafts.remove(room);
    marks.remove(room);
  }

  /** Unsent messages in the order they were written; after a restart none is {@code SENDING}. */
  public synchronized List<OutboxEntry> outbox() {
    return List.copyOf(outbox.values());
  }

  /**
   * Keeps a new message. Blocks until it is on the disk, forced.
   *
   * @return empty when it is kept; else why not, and nothing of it is kept
   */
  public synchronized Optional<Problem> keep(OutboxEntry entry) {
    outbox.put(entry.key(), entry);
    return Optional.empty();
  }

  /**
   * Keeps how far a message has come; {@code ACCEPTED} and {@code REMOVED} take it out. {@code
   * FAILED}, {@code REMOVED} and the return from {@code FAILED} are forced to the disk before this
   * returns; the others can be lost in a crash, which only means that the message is sent again
   * with the same key. One that is not in the outbox is left out.
   *
   * @return empty when it is kept; else why not, and it counts for as long as the app runs
   */
  public synchronized Optional<Problem> update(OutboxEntry entry) {
    switch (entry.state()) {
      case QUEUED, SENDING, FAILED -> outbox.replace(entry.key(), entry);
      case ACCEPTED, REMOVED -> outbox.remove(entry.key());
    }
    return Optional.empty();
  }

  /** What was being written in a room. */
  public synchronized Optional<String> draft(RoomId room) {
    return Optional.ofNullable(drafts.get(room));
  }

  /** Keeps what is being written; empty for nothing. Written soon; does not block. */
  public synchronized void draft(RoomId room, String text) {
    if (text.isEmpty()) {
      drafts.remove(room);
    } else {
      drafts.put(room, text);
    }
  }

  public synchronized RoomMarks marks(RoomId room) {
    return marks.getOrDefault(room, RoomMarks.NONE);
  }

  /** Keeps what was marked in a room. Written soon; does not block. */
  public synchronized void marks(RoomId room, RoomMarks value) {
    marks.put(room, value);
  }

  /** Writes what still waits; blocks. */
  @Override
  public void close() {}
}
