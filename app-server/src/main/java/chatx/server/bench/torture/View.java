package chatx.server.bench.torture;

import chatx.protocol.LoggedEvent;
import chatx.protocol.RoomId;
import chatx.server.bench.torture.Violation.Kind;

/**
 * What one client was shown of one room: every number behind its base, once and in order. That is
 * more than a client asks for, which could bear duplicates; it is what the server promises. Any
 * thread.
 */
final class View {
  /** Further behind a server may start a client anew instead of sending what it missed. */
  private static final long FAR_BEHIND = 10_000;

  private final Checker checker;
  private final int client;
  private final RoomId room;

  // Guarded by this.
  private long last;
  private long saved;

  View(Checker checker, int client, RoomId room, long base) {
    this.checker = checker;
    this.client = client;
    this.room = room;
    this.last = base;
    this.saved = base;
  }

  int client() {
    return client;
  }

  RoomId room() {
    return room;
  }

  synchronized long last() {
    return last;
  }

  /**
   * @param live otherwise in a page of what was missed
   */
  void told(LoggedEvent event, boolean live) {
    checker.told(client, room, event, live);
    synchronized (this) {
      if (event.seq() > last + 1) {
        report(Kind.GAP, event, live);
      } else if (event.seq() <= last) {
        report(Kind.OVERLAP, event, live);
      }
      last = Math.max(last, event.seq());
    }
  }

  /** The server gave the room's state instead of what was missed. */
  synchronized void resynced(long lastSeq) {
    if (lastSeq < last) {
      checker.report(
          Kind.LOST,
          "client %d was told seq %d of room %s, which now ends at %d"
              .formatted(client, last, room, lastSeq),
          checker.trail(room, lastSeq + 1));
    } else if (lastSeq - last <= FAR_BEHIND) {
      checker.report(
          Kind.GAP,
          "client %d had seen room %s up to %d of %d and was started anew"
              .formatted(client, room, last, lastSeq),
          checker.trail(room, last + 1));
    }
    last = lastSeq;
  }

  /** The client writes to its disk how far it is. */
  synchronized void save() {
    saved = last;
  }

  /** The client died: it knows what was on its disk. */
  synchronized void fallBack() {
    last = saved;
  }

  private void report(Kind kind, LoggedEvent event, boolean live) {
    checker.report(
        kind,
        "client %d was told seq %d of room %s %s after seq %d"
            .formatted(client, event.seq(), room, live ? "live" : "while catching up", last),
        checker.trail(room, kind == Kind.GAP ? last + 1 : event.seq()));
  }
}
