package chatx.server.bench.load;

import chatx.server.bench.Door;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One who sits in a room, sends, and checks what arrives: every message of every sender once and in
 * order, all in the order of the room, nothing from elsewhere. For the loop's thread.
 */
public final class Member implements Listener {
  /** For servers that do not number. */
  static final long UNNUMBERED = -1;

  private final Crowd crowd;
  private final RoomLoad room;
  private final Dialect.Seat seat;
  private final long[] lastOf;
  private final Set<Long> missing = new HashSet<>(0);
  private @Nullable Link link;
  private long lastSeq;
  private long sent;
  private boolean ready;

  Member(Crowd crowd, RoomLoad room, Dialect.Seat seat) {
    this.crowd = crowd;
    this.room = room;
    this.seat = seat;
    this.lastOf = new long[room.senders()];
  }

  Dialect.Seat seat() {
    return seat;
  }

  boolean isReady() {
    return ready;
  }

  void connect(Loop loop, Door to, @Nullable InetSocketAddress from) {
    link = loop.connect(to, from, crowd.dialect().request(seat), this);
  }

  void leave() {
    if (link != null) {
      link.close();
    }
  }

  void send(byte[] message, int length) {
    if (link != null) {
      link.text(message, length);
    }
  }

  void say(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    send(bytes, bytes.length);
  }

  /** Sends a message of its own. */
  void post(long due) {
    sent++;
    crowd.tally().sent++;
    crowd.dialect().send(this, sent, due);
  }

  long sent() {
    return sent;
  }

  @Override
  public void opened(Link opened) {
    crowd.dialect().opened(this);
  }

  @Override
  public void text(Link from, byte[] bytes, int start, int end) {
    crowd.dialect().text(this, bytes, start, end);
  }

  @Override
  public void ended(Link gone, String why) {
    crowd.failed(why);
  }

  // What the dialect has read.

  /** Takes part from here on. */
  void ready(long seq) {
    lastSeq = seq;
    ready = true;
    crowd.ready();
  }

  void acknowledged() {
    crowd.tally().acknowledged++;
  }

  void refused(String reply) {
    crowd.tally().refused++;
    crowd.failed(reply);
  }

  void misrouted() {
    crowd.tally().misrouted++;
  }

  void delivered(byte[] bytes, int textAt, long seq) {
    Tally tally = crowd.tally();
    int sender = Text.sender(bytes, textAt);
    long number = Text.number(bytes, textAt);
    if (Text.room(bytes, textAt) != seat.room() || sender < 0 || sender >= lastOf.length) {
      tally.misrouted++;
      return;
    }
    long expected = lastOf[sender] + 1;
    if (number == expected) {
      lastOf[sender] = number;
    } else if (number > expected) {
      for (long gap = expected; gap < number; gap++) {
        missing.add(name(sender, gap));
      }
      lastOf[sender] = number;
    } else if (missing.remove(name(sender, number))) {
      tally.misordered++;
    } else {
      tally.doubled++;
      return;
    }
    if (seq != UNNUMBERED) {
      if (seq != lastSeq + 1 || !room.agrees(seq, name(sender, number))) {
        tally.misordered++;
      }
      lastSeq = Math.max(lastSeq, seq);
    }
    tally.delivered++;
    if (tally.latencies != null) {
      tally.latencies.recordValue(Math.max(0, crowd.now() - Text.due(bytes, textAt)));
    }
    room.delivered();
  }

  /** How much of what the room's members have sent never came. */
  long lost() {
    long lost = missing.size();
    for (int sender = 0; sender < lastOf.length; sender++) {
      lost += room.member(sender).sent() - lastOf[sender];
    }
    return lost;
  }

  private static long name(int sender, long number) {
    return ((long) sender << 48) | number;
  }
}
