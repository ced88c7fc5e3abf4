package chatx.desktop.storage;

import chatx.protocol.DurableEvent;
import chatx.protocol.EventFrame;
import chatx.protocol.LoggedEvent;
import chatx.protocol.ReplyFrame;
import chatx.protocol.RoomId;
import chatx.protocol.RoomJoined;
import chatx.protocol.RoomState;
import chatx.protocol.UnknownEvent;
import chatx.protocol.codec.BadFrameException;
import chatx.protocol.codec.FrameCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code cache.mv}: rooms and their newest events, in the protocol's own words. It can be lost at
 * any time, since the server has it all. Changes wait in memory and are written together, a room's
 * state and its events as one.
 */
final class RoomCache implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RoomCache.class);
  private static final Duration SOON = Duration.ofSeconds(2);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(30);

  /** Commits are not forced, so a power cut may tear the newest; then an older one still is. */
  private static final int KEEP_OLD_MS = 45_000;

  private static final String ROOMS = "rooms";
  private static final String EVENTS = "events";

  /** In front of the type of an event that the version which stored it did not know. */
  private static final String UNKNOWN = "unknown:";

  private final String disk;
  private final Path file;
  private final Notices notices;
  private final FrameCodec codec = new FrameCodec();
  private final Later later = new Later("cache", this::write);

  /** Held while the file is used; never while {@link #waiting} is. */
  private final ReentrantLock fileLock = new ReentrantLock();

  private Map<RoomId, Change> waiting = new HashMap<>();
  private final Map<RoomId, Long> lastSeqs = new HashMap<>();
  private @Nullable StoreFile store;
  private boolean closed;

  /**
   * What is to be written of a room.
   *
   * @param state null for a room that is to be forgotten
   * @param whole whether it replaces the stored events
   */
  private record Change(@Nullable RoomState state, boolean whole, List<LoggedEvent> events) {
    Change then(Change next) {
      if (next.whole() || next.state() == null) {
        return next;
      }
      List<LoggedEvent> all = new ArrayList<>(events);
      all.addAll(next.events());
      return new Change(next.state(), whole, newest(all));
    }
  }

  private RoomCache(String disk, Path file, Notices notices) {
    this.disk = disk;
    this.file = file;
    this.notices = notices;
  }

  /**
   * Opens the file; a damaged one is made anew.
   *
   * @throws StoreFailure when it is in use or cannot be written
   */
  static RoomCache open(String disk, Path file, Notices notices) throws StoreFailure {
    RoomCache opened = new RoomCache(disk, file, notices);
    try {
      opened.store = StoreFile.open(disk, file, KEEP_OLD_MS);
    } catch (StoreFailure failed) {
      switch (failed.kind()) {
        case DAMAGED, NEWER_VERSION -> opened.startAnew(failed);
        case IN_USE, DISK_FULL, DISK_FAILED -> throw failed;
      }
    }
    return opened;
  }

  /** All rooms of the file. */
  List<RoomSnapshot> rooms() {
    fileLock.lock();
    try {
      StoreFile open = store;
      if (open == null) {
        return List.of();
      }
      open.checkSizes(List.of(ROOMS, EVENTS));
      List<RoomSnapshot> rooms = new ArrayList<>();
      for (Map.Entry<String, String> each : open.map(ROOMS).entrySet()) {
        RoomState state = state(StoreFile.value(each.getKey(), each.getValue()));
        rooms.add(new RoomSnapshot(state, events(open, state)));
      }
      long events = rooms.stream().mapToLong(room -> room.recent().size()).sum();
      if (events != open.map(EVENTS).sizeAsLong()) {
        throw damaged("there are events of no room");
      }
      synchronized (this) {
        rooms.forEach(room -> lastSeqs.putIfAbsent(room.state().id(), room.state().lastSeq()));
      }
      return rooms;
    } catch (StoreFailure | RuntimeException damaged) {
      try {
        startAnew(damaged);
      } catch (StoreFailure failed) {
        notices.failed(file, failed.kind());
      }
      return List.of();
    } finally {
      fileLock.unlock();
    }
  }

  synchronized void enter(RoomSnapshot room) {
    change(room.state().id(), new Change(room.state(), true, newest(room.recent())));
    lastSeqs.put(room.state().id(), room.state().lastSeq());
  }

  synchronized void advance(RoomState after, List<LoggedEvent> events) {
    long expected = events.isEmpty() ? after.lastSeq() : events.getFirst().seq() - 1;
    boolean follows = lastSeqs.getOrDefault(after.id(), -1L) == expected;
    change(after.id(), new Change(after, !follows, newest(events)));
    lastSeqs.put(after.id(), after.lastSeq());
  }

  synchronized void forget(RoomId room) {
    change(room, new Change(null, true, List.of()));
    lastSeqs.remove(room);
  }

  @Override
  public void close() {
    write();
    fileLock.lock();
    try {
      synchronized (this) {
        closed = true;
      }
      if (store != null) {
        store.close();
        store = null;
      }
    } finally {
      fileLock.unlock();
    }
  }

  private void change(RoomId room, Change change) {
    if (!closed) {
      waiting.merge(room, change, Change::then);
      later.within(SOON);
    }
  }

  private void write() {
    fileLock.lock();
    try {
      Map<RoomId, Change> changes;
      synchronized (this) {
        if (closed || waiting.isEmpty()) {
          return;
        }
        changes = waiting;
        waiting = new HashMap<>();
      }
      try {
        StoreFile open = store;
        if (open == null) {
          open = StoreFile.open(disk, file, KEEP_OLD_MS);
          store = open;
        }
        for (Map.Entry<RoomId, Change> each : changes.entrySet()) {
          apply(open, each.getKey(), each.getValue());
        }
        var _ = open.commit(false);
        notices.worked(file);
      } catch (StoreFailure | RuntimeException failed) {
        failed(failed, changes);
      }
    } finally {
      fileLock.unlock();
    }
  }

  private void failed(Exception failed, Map<RoomId, Change> changes) {
    log.warn("the cache cannot be written: {}", failed.toString());
    synchronized (this) {
      changes.forEach(
          (room, change) -> waiting.merge(room, change, (newer, older) -> older.then(newer)));
    }
    StoreFailure failure =
        failed instanceof StoreFailure known ? known : StoreFile.failure(file, failed);
    drop();
    if (failure.kind() == StoreFailure.Kind.DAMAGED) {
      try {
        startAnew(failure);
        later.within(SOON);
        return;
      } catch (StoreFailure again) {
        log.warn("the cache cannot be made anew: {}", again.getMessage());
      }
    }
    notices.failed(file, failure.kind());
    later.within(AFTER_FAILURE);
  }

  private void apply(StoreFile open, RoomId room, Change change) {
    MVMap<String, String> rooms = open.map(ROOMS);
    MVMap<String, String> events = open.map(EVENTS);
    RoomState state = change.state();
    long oldest = state == null ? Long.MAX_VALUE : state.lastSeq() - AccountStore.RECENT_EVENTS + 1;
    boolean none = change.whole() || state == null;
    for (String key : keys(events, room)) {
      if (none || seq(key) < oldest) {
        events.remove(key);
      }
    }
    if (state == null) {
      rooms.remove(room.toString());
      return;
    }
    StoreFile.put(rooms, room.toString(), text(state));
    for (LoggedEvent event : change.events()) {
      StoreFile.put(events, key(room, event.seq()), text(room, event));
    }
  }

  private List<LoggedEvent> events(StoreFile open, RoomState state) throws StoreFailure {
    String prefix = state.id() + "/";
    Cursor<String, String> stored = open.map(EVENTS).cursor(prefix);
    List<LoggedEvent> events = new ArrayList<>();
    while (stored.hasNext() && stored.next().startsWith(prefix)) {
      LoggedEvent event = event(StoreFile.value(stored.getKey(), stored.getValue()));
      if (!events.isEmpty() && events.getLast().seq() + 1 != event.seq()) {
        throw damaged("there is a hole in a room's events");
      }
      events.add(event);
    }
    if (!events.isEmpty() && events.getLast().seq() != state.lastSeq()) {
      throw damaged("a room's events do not end where its state does");
    }
    return events;
  }

  private void startAnew(Exception why) throws StoreFailure {
    log.warn("the cache was damaged and starts anew: {}", why.toString());
    drop();
    try {
      Files.deleteIfExists(file);
    } catch (IOException failed) {
      throw StoreFile.failure(file, failed);
    }
    store = StoreFile.open(disk, file, KEEP_OLD_MS);
    notices.say(StorageNotice.CACHE_REBUILT);
  }

  private void drop() {
    if (store != null) {
      store.drop();
      store = null;
    }
  }

  private String text(RoomState state) {
    return text(codec.encode(new ReplyFrame(1, new RoomJoined(state))));
  }

  private RoomState state(String text) throws StoreFailure {
    if (decoded(text) instanceof ReplyFrame(long _, RoomJoined(RoomState state))) {
      return state;
    }
    throw damaged("a room is not what was written");
  }

  private String text(RoomId room, LoggedEvent event) {
    if (event.event() instanceof UnknownEvent(String type)) {
      return StoredJson.text(
          StoredJson.object()
              .put("type", UNKNOWN + type)
              .put("room", room.toString())
              .put("seq", event.seq())
              .put("at", event.at().toString()));
    }
    return text(codec.encode(EventFrame.durable(room, event)));
  }

  private LoggedEvent event(String text) throws StoreFailure {
    if (decoded(text) instanceof EventFrame frame
        && frame.seq() != null
        && frame.at() != null
        && frame.event() instanceof DurableEvent event) {
      DurableEvent known =
          event instanceof UnknownEvent(String type) && type.startsWith(UNKNOWN)
              ? new UnknownEvent(type.substring(UNKNOWN.length()))
              : event;
      return new LoggedEvent(frame.seq(), frame.at(), known);
    }
    throw damaged("an event is not what was written");
  }

  private @Nullable Object decoded(String text) throws StoreFailure {
    try {
      return codec.decodeServer(text);
    } catch (BadFrameException notOurs) {
      throw new StoreFailure(StoreFailure.Kind.DAMAGED, "not what was written", notOurs);
    }
  }

  private static StoreFailure damaged(String what) {
    return new StoreFailure(StoreFailure.Kind.DAMAGED, what);
  }

  private static String text(byte[] frame) {
    return new String(frame, StandardCharsets.UTF_8);
  }

  private static List<LoggedEvent> newest(List<LoggedEvent> events) {
    return List.copyOf(
        events.subList(Math.max(0, events.size() - AccountStore.RECENT_EVENTS), events.size()));
  }

  /** Sorts as the numbers do. */
  private static String key(RoomId room, long seq) {
    return room + "/" + HexFormat.of().toHexDigits(seq);
  }

  private static long seq(String key) {
    return Long.parseLong(key.substring(key.indexOf('/') + 1), 16);
  }

  private static List<String> keys(MVMap<String, String> events, RoomId room) {
    List<String> keys = new ArrayList<>();
    String prefix = room + "/";
    for (Iterator<String> all = events.keyIterator(prefix); all.hasNext(); ) {
      String key = all.next();
      if (!key.startsWith(prefix)) {
        break;
      }
      keys.add(key);
    }
    return keys;
  }
}
