package chatx.server.bench.load;

import chatx.server.bench.BenchFailedException;
import chatx.server.bench.Door;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * All members of all rooms on one server, and the ways in which they talk. One thread; blocking.
 */
public final class Crowd implements AutoCloseable {
  /** Connections under way at once, so that no backlog of the system overflows. */
  private static final int CONNECTING = 100;

  /** A source address has fewer ports than many connections need. */
  private static final int PER_SOURCE = 5_000;

  private static final Duration CONNECT_PATIENCE = Duration.ofMinutes(2);
  private static final Duration DRAIN_PATIENCE = Duration.ofSeconds(30);
  private static final long LOOK_NANOS = 5_000_000;
  private static final long LONGEST_LATENCY_NANOS = 60_000_000_000L;

  private final Dialect dialect;
  private final Door server;
  private final Loop loop = new Loop();
  private final Tally tally = new Tally();
  private final List<RoomLoad> rooms = new ArrayList<>();
  private final List<Member> members = new ArrayList<>();
  private @Nullable String failure;
  private int ready;
  private int window;
  private int turn;

  public Crowd(Dialect dialect, Door server, int roomCount, int size) {
    this.dialect = dialect;
    this.server = server;
    for (int number = 0; number < roomCount; number++) {
      RoomLoad room = new RoomLoad(this, number, size);
      rooms.add(room);
      members.addAll(room.members());
    }
  }

  Dialect dialect() {
    return dialect;
  }

  Tally tally() {
    return tally;
  }

  int window() {
    return window;
  }

  long now() {
    return loop.now();
  }

  void ready() {
    ready++;
  }

  void failed(String why) {
    if (failure == null) {
      failure = why;
    }
  }

  public Tally.Count count() {
    return tally.count();
  }

  public int size() {
    return members.size();
  }

  /** Connects everybody, and returns when all take part. */
  public void connect() {
    int[] begun = {0};
    long until = System.nanoTime() + CONNECT_PATIENCE.toNanos();
    loop.run(now -> {
      while (begun[0] < members.size() && begun[0] - ready < CONNECTING) {
        members.get(begun[0]).connect(loop, server, source(begun[0]));
        begun[0]++;
      }
      if (now > until) {
        failed("only " + ready + " of " + members.size() + " connections came about in time");
      }
      return ready == members.size() || failure != null ? -1 : LOOK_NANOS;
    });
    check();
  }

  private @Nullable InetSocketAddress source(int number) {
    // All of 127.0.0.0/8 is this computer on Linux alone.
    return number < PER_SOURCE
        ? null
        : new InetSocketAddress("127.0.0." + (2 + number / PER_SOURCE), 0);
  }

  /** Keeps this many messages of each room under way, for a while. */
  public void saturate(int perRoom, Duration time) {
    window = perRoom;
    long until = System.nanoTime() + time.toNanos();
    boolean[] begun = {false};
    loop.run(now -> {
      if (!begun[0]) {
        begun[0] = true;
        rooms.forEach(RoomLoad::pump);
      }
      return failure != null || now >= until ? -1 : Math.min(LOOK_NANOS, until - now);
    });
    check();
  }

  /**
   * Sends on schedule, whatever the server does, the rooms in turn.
   *
   * @param perSecond messages of all rooms together
   * @return from when each message was due to each of its deliveries, in nanoseconds
   */
  public Histogram onSchedule(double perSecond, Duration time) {
    window = 0;
    Histogram latencies = new Histogram(LONGEST_LATENCY_NANOS, 3);
    latencies.setAutoResize(true);
    tally.latencies = latencies;
    double interval = 1e9 / perSecond;
    long begin = System.nanoTime();
    long all = (long) (time.toNanos() / interval);
    long[] done = {0};
    loop.run(now -> {
      long due = begin + (long) (done[0] * interval);
      while (done[0] < all && due <= now) {
        rooms.get(turn).post(due);
        turn = (turn + 1) % rooms.size();
        done[0]++;
        due = begin + (long) (done[0] * interval);
      }
      return failure != null || done[0] >= all ? -1 : due - now;
    });
    settle();
    tally.latencies = null;
    return latencies;
  }

  /** Sends nothing more, waits until all has arrived, and counts what has not as lost. */
  public void settle() {
    window = 0;
    long until = System.nanoTime() + DRAIN_PATIENCE.toNanos();
    loop.run(now -> {
      boolean settled =
          rooms.stream().allMatch(RoomLoad::isSettled)
              && (!dialect.acknowledges() || tally.acknowledged + tally.refused >= tally.sent);
      return settled || failure != null || now > until ? -1 : LOOK_NANOS;
    });
    check();
    tally.lost = members.stream().mapToLong(Member::lost).sum();
  }

  /** Answers pings and takes what comes, for a while. */
  public void rest(Duration time) {
    long until = System.nanoTime() + time.toNanos();
    loop.run(now -> failure != null || now >= until ? -1 : LOOK_NANOS);
    check();
  }

  private void check() {
    if (failure != null) {
      throw new BenchFailedException("a client failed: " + failure);
    }
  }

  @Override
  public void close() {
    members.forEach(Member::leave);
    loop.close();
  }
}
