package chatx.desktop.testing;

import chatx.desktop.session.ConnectionState;
import chatx.desktop.session.RoomReducer;
import chatx.desktop.session.SessionListener;
import chatx.desktop.storage.OutboxEntry;
import chatx.desktop.storage.OutboxState;
import chatx.desktop.storage.RoomSnapshot;
import chatx.desktop.storage.StorageNotice;
import chatx.protocol.ClientKey;
import chatx.protocol.ExitReason;
import chatx.protocol.LoggedEvent;
import chatx.protocol.MessagePosted;
import chatx.protocol.RoomId;
import chatx.protocol.RoomState;
import chatx.protocol.TransientEvent;
import chatx.protocol.UserSummary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what a session said, keeps the rooms as a client would, and complains of what a session
 * must never do. Any thread.
 */
public final class Witness implements SessionListener {
  private final List<ConnectionState> states = new ArrayList<>();
  private final Map<RoomId, RoomState> rooms = new LinkedHashMap<>();
  private final Map<RoomId, List<LoggedEvent>> events = new HashMap<>();
  private final Map<ClientKey, List<OutboxEntry>> outbox = new LinkedHashMap<>();
  private final List<String> gone = new ArrayList<>();
  private final List<RoomState> resyncs = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();
  private boolean connected;

  public synchronized List<ConnectionState> states() {
    return List.copyOf(states);
  }

  public synchronized Optional<RoomState> room(RoomId room) {
    return Optional.ofNullable(rooms.get(room));
  }

  /** Every event since the room's state was last told. */
  public synchronized List<LoggedEvent> events(RoomId room) {
    return List.copyOf(events.getOrDefault(room, List.of()));
  }

  public synchronized List<MessagePosted> messages(RoomId room) {
    return events(room).stream()
        .map(LoggedEvent::event)
        .filter(MessagePosted.class::isInstance)
        .map(MessagePosted.class::cast)
        .toList();
  }

  public List<String> bodies(RoomId room) {
    return messages(room).stream().map(MessagePosted::body).toList();
  }

  /** The states one message of one's own went through. */
  public synchronized List<OutboxState> way(ClientKey key) {
    return outbox.getOrDefault(key, List.of()).stream().map(OutboxEntry::state).toList();
  }

  public synchronized Optional<OutboxEntry> latest(ClientKey key) {
    List<OutboxEntry> all = outbox.getOrDefault(key, List.of());
    return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
  }

  /** Messages that have not come to their end. */
  public synchronized long unsent() {
    return outbox.values().stream()
        .filter(way -> way.getLast().state() != OutboxState.REMOVED)
        .count();
  }

  /** {@code room reason by} of every room that ended. */
  public synchronized List<String> gone() {
    return List.copyOf(gone);
  }

  /** Every state that {@link #roomState} told. */
  public synchronized List<RoomState> statesOf(RoomId room) {
    return resyncs.stream().filter(state -> state.id().equals(room)).toList();
  }

  /** What no session may do; empty. */
  public synchronized List<String> complaints() {
    return List.copyOf(complaints);
  }

  @Override
  public synchronized void connection(ConnectionState state) {
    connected = true;
    states.add(state);
  }

  @Override
  public synchronized void restored(RoomSnapshot room) {
    if (connected) {
      complaints.add("restored after the first state of the connection");
    }
    rooms.put(room.state().id(), room.state());
    events.put(room.state().id(), new ArrayList<>(room.recent()));
  }

  @Override
  public synchronized void roomState(RoomState state) {
    rooms.put(state.id(), state);
    events.put(state.id(), new ArrayList<>());
    resyncs.add(state);
  }

  @Override
  public synchronized void logged(RoomId room, LoggedEvent event) {
    RoomState state = rooms.get(room);
    List<LoggedEvent> known = events.get(room);
    if (state == null || known == null || event.seq() != state.lastSeq() + 1) {
      complaints.add("event " + event.seq() + " after " + state);
      return;
    }
    rooms.put(room, RoomReducer.apply(state, event));
    known.add(event);
  }

  @Override
  public synchronized void fleeting(RoomId room, TransientEvent event) {
    var _ = rooms.computeIfPresent(room, (_, state) -> RoomReducer.apply(state, event));
  }

  @Override
  public synchronized void gone(RoomId room, @Nullable ExitReason why, @Nullable UserSummary by) {
    if (rooms.remove(room) == null) {
      complaints.add("a room is gone that was not there");
    }
    gone.add(room + " " + why + " " + (by == null ? null : by.name()));
  }

  @Override
  public synchronized void outbox(OutboxEntry entry) {
    List<OutboxEntry> way = outbox.computeIfAbsent(entry.key(), _ -> new ArrayList<>());
    if (!way.isEmpty() && way.getLast().state() == OutboxState.REMOVED) {
      complaints.add("a message came back after it was removed");
    }
    way.add(entry);
  }

  @Override
  public synchronized void notice(StorageNotice notice) {
    complaints.add("the disk: " + notice);
  }
}
