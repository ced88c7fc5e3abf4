package chatx.desktop.session;

import chatx.desktop.storage.AccountStore;
import chatx.desktop.storage.RoomSnapshot;
import chatx.protocol.ExitReason;
import chatx.protocol.LoggedEvent;
import chatx.protocol.Member;
import chatx.protocol.PresenceChanged;
import chatx.protocol.RoomId;
import chatx.protocol.RoomPosition;
import chatx.protocol.RoomState;
import chatx.protocol.TransientEvent;
import chatx.protocol.UserId;
import chatx.protocol.UserSummary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rooms of the account as far as they are known, each at its last sequence number. On the
 * session's thread only.
 */
final class Rooms {
  /** Events that may wait for a gap before them to be filled. */
  private static final int MOST_HELD = 2_000;

  private final AccountStore store;
  private final SessionListener listener;
  private final Map<RoomId, Room> rooms = new LinkedHashMap<>();

  private static final class Room {
    private RoomState state;

    /** Whether the connection is subscribed to it. */
    private boolean live;

    /** Came too early. */
    private final TreeMap<Long, LoggedEvent> held = new TreeMap<>();

    private Room(RoomState state) {
      this.state = state;
    }
  }

  Rooms(AccountStore store, SessionListener listener) {
    this.store = store;
    this.listener = listener;
  }

  void restore() {
    for (RoomSnapshot kept : store.rooms()) {
      RoomSnapshot room =
          new RoomSnapshot(RoomReducer.withoutPresence(kept.state()), kept.recent());
      rooms.put(room.state().id(), new Room(room.state()));
      listener.restored(room);
    }
  }

  boolean knows(RoomId room) {
    return rooms.containsKey(room);
  }

  /** 0 for a room that is not known. */
  long lastSeq(RoomId room) {
    Room known = rooms.get(room);
    return known == null ? 0 : known.state.lastSeq();
  }

  List<RoomPosition> positions() {
    List<RoomPosition> positions = new ArrayList<>();
    rooms.forEach((id, room) -> positions.add(new RoomPosition(id, room.state.lastSeq())));
    return positions;
  }

  List<RoomId> live() {
    List<RoomId> live = new ArrayList<>();
    rooms.forEach((id, room) -> {
      if (room.live) {
        live.add(id);
      }
    });
    return live;
  }

  void disconnected() {
    rooms
        .values()
        .forEach(room -> {
          room.live = false;
          room.held.clear();
        });
  }

  void subscribed(RoomId id) {
    Room room = rooms.get(id);
    if (room != null) {
      room.live = true;
    }
  }

  /** The room starts anew from a state. */
  void replace(RoomState state) {
    Room room = rooms.computeIfAbsent(state.id(), _ -> new Room(state));
    room.state = state;
    room.live = true;
    var _ = room.held.headMap(state.lastSeq(), true).keySet().removeIf(_ -> true);
    store.enter(new RoomSnapshot(state, List.of()));
    listener.roomState(state);
    applyHeld(room);
  }

  /**
   * A state that came as an answer. One of a room whose events come anyway tells no more than who
   * is online.
   */
  void answered(RoomState state) {
    Room room = rooms.get(state.id());
    if (room != null && room.live) {
      refreshPresence(room, state);
    } else {
      replace(state);
    }
  }

  /** Events that were missed, in order. */
  void missed(RoomId id, List<LoggedEvent> events) {
    Room room = rooms.get(id);
    if (room == null) {
      return;
    }
    List<LoggedEvent> applied = new ArrayList<>();
    for (LoggedEvent event : events) {
      if (event.seq() == room.state.lastSeq() + 1) {
        room.state = RoomReducer.apply(room.state, event);
        applied.add(event);
      }
    }
    if (!applied.isEmpty()) {
      store.advance(room.state, applied);
      applied.forEach(event -> listener.logged(id, event));
    }
    applyHeld(room);
  }

  /**
   * An event that came by itself.
   *
   * @return false when there is a gap before it; it is held until {@link #missed} closes the gap
   */
  boolean logged(RoomId id, LoggedEvent event) {
    Room room = rooms.get(id);
    if (room == null || event.seq() <= room.state.lastSeq()) {
      return true;
    }
    if (event.seq() > room.state.lastSeq() + 1) {
      if (room.held.size() < MOST_HELD) {
        room.held.put(event.seq(), event);
      }
      return false;
    }
    missed(id, List.of(event));
    return !hasGap(id);
  }

  /** Whether events wait for others before them. */
  boolean hasGap(RoomId id) {
    Room room = rooms.get(id);
    return room != null && !room.held.isEmpty();
  }

  void fleeting(RoomId id, TransientEvent event) {
    Room room = rooms.get(id);
    if (room != null) {
      room.state = RoomReducer.apply(room.state, event);
      listener.fleeting(id, event);
    }
  }

  void gone(RoomId id, @Nullable ExitReason why, @Nullable UserSummary by) {
    if (rooms.remove(id) != null) {
      store.forget(id);
      listener.gone(id, why, by);
    }
  }

  private void applyHeld(Room room) {
    List<LoggedEvent> next = new ArrayList<>();
    while (!room.held.isEmpty() && room.held.firstKey() <= room.state.lastSeq() + next.size() + 1) {
      LoggedEvent event = room.held.pollFirstEntry().getValue();
      if (event.seq() == room.state.lastSeq() + next.size() + 1) {
        next.add(event);
      }
    }
    if (!next.isEmpty()) {
      missed(room.state.id(), next);
    }
  }

  private void refreshPresence(Room room, RoomState fresh) {
    Map<UserId, Boolean> online = new HashMap<>();
    fresh.members().forEach(member -> online.put(member.user().id(), member.online()));
    Set<UserId> different = new HashSet<>();
    for (Member member : room.state.members()) {
      if (member.online() != online.getOrDefault(member.user().id(), member.online())) {
        different.add(member.user().id());
      }
    }
    for (UserId user : different) {
      fleeting(room.state.id(), new PresenceChanged(user, !isOnline(room, user)));
    }
  }

  private static boolean isOnline(Room room, UserId user) {
    return room.state.members().stream()
        .anyMatch(member -> member.user().id().equals(user) && member.online());
  }
}
