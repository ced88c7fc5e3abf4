package chatx.desktop.storage;

import chatx.protocol.LoggedEvent;
import chatx.protocol.Problem;
import chatx.protocol.RoomId;
import chatx.protocol.RoomState;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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

  private final PersonalFile personal;
  private final RoomCache cache;
  private final Notices notices;

  /** What opening gives. */
  public sealed interface Opening {}

  public record Opened(AccountStore store) implements Opening {}

  /** It cannot be used, and was not touched. */
  public record Refused(StorageRefusal why) implements Opening {}

  private AccountStore(PersonalFile personal, RoomCache cache, Notices notices) {
    this.personal = personal;
    this.cache = cache;
    this.notices = notices;
  }

  /**
   * Opens the two files in the account's folder, {@link AppFolder#account}; makes them when they
   * are missing. A damaged cache starts anew, a damaged outbox is set aside; {@link #listen} tells.
   */
  public static Opening open(Path folder, Clock clock) {
    return open("", folder, clock);
  }

  /**
   * The same on another of H2's file systems.
   *
   * @param disk its prefix
   */
  static Opening open(String disk, Path folder, Clock clock) {
    Path outboxFile = folder.resolve("outbox.mv");
    Path cacheFile = folder.resolve("cache.mv");
    Notices notices = new Notices();
    @Nullable PersonalFile personal = null;
    try {
      personal = PersonalFile.open(disk, outboxFile, clock, notices);
      return new Opened(
          new AccountStore(personal, RoomCache.open(disk, cacheFile, notices), notices));
    } catch (StoreFailure failed) {
      if (personal != null) {
        personal.close();
      }
      return new Refused(
          new StorageRefusal(
              switch (failed.kind()) {
                case IN_USE -> StorageRefusal.Reason.IN_USE;
                case NEWER_VERSION -> StorageRefusal.Reason.NEWER_VERSION;
                case DAMAGED -> StorageRefusal.Reason.UNREADABLE;
                case DISK_FULL, DISK_FAILED -> StorageRefusal.Reason.NOT_WRITABLE;
              },
              personal == null ? outboxFile : cacheFile,
              String.valueOf(failed.getMessage())));
    }
  }

  /**
   * Tells what a person should know, what opening found first. One listener; called on any thread,
   * one call at a time.
   */
  public void listen(Consumer<StorageNotice> listener) {
    notices.listen(listener);
  }

  /** Every room of the cache, in no order. Blocks; meant for the start. */
  public List<RoomSnapshot> rooms() {
    return cache.rooms();
  }

  /** Replaces what is cached of a room. Written soon; does not block. */
  public void enter(RoomSnapshot room) {
    cache.enter(room);
  }

  /**
   * Adds events to a room. Events that do not follow what is cached replace it. Written soon; does
   * not block.
   *
   * @param after the room with all of them
   * @param events without a hole, the last one at {@code after.lastSeq()}
   */
  public void advance(RoomState after, List<LoggedEvent> events) {
    cache.advance(after, events);
  }

  /** Removes a room from the cache, its draft and marks too. Written soon; does not block. */
  public void forget(RoomId room) {
    cache.forget(room);
    personal.draft(room, "");
    personal.marks(room, RoomMarks.NONE);
  }

  /** Unsent messages in the order they were written; after a restart none is {@code SENDING}. */
  public List<OutboxEntry> outbox() {
    return personal.outbox();
  }

  /**
   * Keeps a new message. Blocks until it is on the disk, forced.
   *
   * @return empty when it is kept; else why not, and nothing of it is kept
   */
  public Optional<Problem> keep(OutboxEntry entry) {
    return personal.keep(entry);
  }

  /**
   * Keeps how far a message has come; {@code ACCEPTED} and {@code REMOVED} take it out. {@code
   * FAILED}, {@code REMOVED} and the return from {@code FAILED} are forced to the disk before this
   * returns; the others can be lost in a crash, which only means that the message is sent again
   * with the same key. One that is not in the outbox is left out.
   *
   * @return empty when it is kept; else why not, and it counts for as long as the app runs
   */
  public Optional<Problem> update(OutboxEntry entry) {
    return personal.update(entry);
  }

  /** What was being written in a room. */
  public Optional<String> draft(RoomId room) {
    return personal.draft(room);
  }

  /** Keeps what is being written; empty for nothing. Written soon; does not block. */
  public void draft(RoomId room, String text) {
    personal.draft(room, text);
  }

  public RoomMarks marks(RoomId room) {
    return personal.marks(room);
  }

  /** Keeps what was marked in a room. Written soon; does not block. */
  public void marks(RoomId room, RoomMarks value) {
    personal.marks(room, value);
  }

  /** Writes what still waits; blocks. */
  @Override
  public void close() {
    personal.close();
    cache.close();
  }
}
