package chatx.server.bench.load;

import chatx.protocol.Problem;
import chatx.protocol.RoomId;
import chatx.protocol.codec.FrameCodec;
import chatx.server.bench.BenchFailedException;
import chatx.server.bench.Door;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.ToLongFunction;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * All the people who come back to a server whatever happens to it, and what they were told. One
 * thread; blocking.
 */
public final class Regulars implements AutoCloseable {
  /** Connections under way at once when they come for the first time. */
  private static final int CONNECTING = 100;

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration SETTLING = Duration.ofSeconds(40);
  private static final long LOOK_NANOS = 5_000_000;
  private static final long AGAIN_NANOS = 1_000_000_000L;
  private static final long LONGEST_NANOS = 600_000_000_000L;

  private final Loop loop = new Loop();
  private final FrameCodec codec = new FrameCodec();
  private final Door server;
  private final Random random;
  private final List<RoomRecord> records = new ArrayList<>();
  private final List<Regular> people = new ArrayList<>();
  private final PriorityQueue<Regular> waiting =
      new PriorityQueue<>(Comparator.comparingLong(Regular::dueAt));
  private final List<Again> again = new ArrayList<>();
  private final List<Long> begun = new ArrayList<>();
  private final Histogram comings = new Histogram(LONGEST_NANOS, 3);
  private @Nullable Histogram latencies;
  private @Nullable String refusal;
  private long said;
  private String padding = "";

  private record Again(Regular who, UUID key, long at) {}

  /**
   * Nobody comes before {@link #connect}.
   *
   * @param tokens access tokens of the members, of the first room first
   * @param members of each room; only the first {@code present} of them are these people
   * @param seed of what they leave to chance
   */
  public Regulars(
      Door server, List<UUID> rooms, List<String> tokens, int members, int present, long seed) {
    this.server = server;
    this.random = new Random(seed);
    ChatDialect dialect = new ChatDialect(rooms, tokens, members);
    for (int number = 0; number < rooms.size(); number++) {
      RoomRecord record = new RoomRecord();
      records.add(record);
      for (int index = 0; index < present; index++) {
        people.add(
            new Regular(
                this,
                record,
                new RoomId(rooms.get(number)),
                dialect.request(new Dialect.Seat(number, index)),
                new Random(random.nextLong())));
      }
    }
  }

  /** What is said from now on is at least so long, in characters. */
  public void speakAtLength(int characters) {
    padding = "x".repeat(characters);
  }

  Loop loop() {
    return loop;
  }

  FrameCodec codec() {
    return codec;
  }

  long now() {
    return loop.now();
  }

  Link connect(byte[] request, Listener who) {
    return loop.connect(server, null, request, who);
  }

  void waits(Regular who) {
    waiting.add(who);
  }

  void later(Regular who, UUID key) {
    again.add(new Again(who, key, now() + AGAIN_NANOS));
  }

  void refused(Problem problem) {
    refusal = problem.code() + ": " + problem.message();
  }

  /** Somebody begins a connection. */
  void begun(long at) {
    begun.add(at);
  }

  /** Somebody is back, so long after the connection was begun. */
  void took(long nanos) {
    comings.recordValue(Math.min(nanos, LONGEST_NANOS));
  }

  void heard(String body) {
    Histogram of = latencies;
    if (of != null) {
      of.recordValue(Math.max(0, now() - Long.parseLong(body, 0, body.indexOf(' '), 10)));
    }
  }

  public int size() {
    return people.size();
  }

  /** How many are there at this moment. */
  public long present() {
    return people.stream().filter(Regular::isBack).count();
  }

  public boolean areAllBack() {
    return people.stream().allMatch(Regular::isBack);
  }

  /** Brings everybody for the first time. */
  public void connect() {
    int[] begun = {0};
    run(
        0,
        PATIENCE,
        () -> {
          long there = present();
          while (begun[0] < people.size() && begun[0] - there < CONNECTING) {
            people.get(begun[0]++).come();
          }
          return there == people.size();
        });
    if (!areAllBack()) {
      throw new BenchFailedException(
          "only %d of %d came: %s".formatted(present(), people.size(), refusal));
    }
  }

  /**
   * People talk, on schedule whatever the server does, until something is so or time is up.
   *
   * @param perSecond messages of all together; who is away says it later
   * @param until asked every few milliseconds
   */
  public void run(double perSecond, Duration most, BooleanSupplier until) {
    long begin = System.nanoTime();
    double interval = perSecond > 0 ? 1e9 / perSecond : Double.MAX_VALUE;
    long[] done = {0};
    loop.run(now -> {
      while (!waiting.isEmpty() && waiting.peek().dueAt() <= now) {
        waiting.remove().come();
      }
      repeatThose(now);
      long due = begin + (long) (done[0] * interval);
      while (due <= now && due - begin < most.toNanos()) {
        people.get(random.nextInt(people.size())).say(due + " " + padding);
        said++;
        done[0]++;
        due = begin + (long) (done[0] * interval);
      }
      if (until.getAsBoolean() || now - begin >= most.toNanos()) {
        return -1;
      }
      return Math.clamp(due - now, 0, LOOK_NANOS);
    });
  }

  private void repeatThose(long now) {
    for (int i = 0; i < again.size() && again.get(i).at() <= now; ) {
      Again one = again.remove(i);
      one.who().sendAgain(one.key());
    }
  }

  /**
   * As {@link #run}, with the time from when each message was due to each of its deliveries, in
   * nanoseconds; what a resume brings does not count.
   */
  public Histogram measure(double perSecond, Duration time) {
    Histogram measured = new Histogram(LONGEST_NANOS, 3);
    latencies = measured;
    run(perSecond, time, () -> false);
    var _ = settle();
    latencies = null;
    return measured;
  }

  /** One of them goes, and comes back in its time. */
  public void cutSomebody() {
    people.get(random.nextInt(people.size())).leave();
  }

  /** Nobody says anything more; whether all are back and have all before long. */
  public boolean settle() {
    run(0, SETTLING, () -> people.stream().allMatch(Regular::isSettled));
    return people.stream().allMatch(Regular::isSettled);
  }

  /** When each was back the last time, in seconds after this. */
  public List<Double> backAfter(long nanoTime) {
    return people.stream().map(one -> (one.backAt() - nanoTime) / 1e9).sorted().toList();
  }

  /** When connections were begun after this, in seconds, in order. */
  public List<Double> begunAfter(long nanoTime) {
    return begun.stream().filter(at -> at >= nanoTime).map(at -> (at - nanoTime) / 1e9).toList();
  }

  /** From the beginning of a connection until its client had all, in nanoseconds. */
  public Histogram comings() {
    return comings;
  }

  /** What was counted until now. */
  public Count count() {
    return new Count(
        said,
        records.stream().mapToLong(RoomRecord::accepted).sum(),
        sum(Regular::attempts),
        sum(Regular::caughtUp),
        sum(Regular::missed),
        sum(Regular::repeated) + records.stream().mapToLong(RoomRecord::doubled).sum(),
        records.stream().mapToLong(RoomRecord::misordered).sum(),
        records.stream().mapToLong(RoomRecord::lost).sum());
  }

  /**
   * At one moment.
   *
   * @param accepted different messages that their senders know as stored
   * @param attempts connections that were begun
   * @param caughtUp events that came by resuming
   */
  public record Count(
      long said,
      long accepted,
      long attempts,
      long caughtUp,
      long missed,
      long doubled,
      long misordered,
      long lost) {
    /** Nothing went wrong, and when everybody has settled all that was said is stored. */
    public boolean isClean() {
      return missed == 0 && doubled == 0 && misordered == 0 && lost == 0 && accepted == said;
    }

    public String faults() {
      return "said %d, accepted %d, missed %d, doubled %d, misordered %d, lost %d"
          .formatted(said, accepted, missed, doubled, misordered, lost);
    }
  }

  private long sum(ToLongFunction<Regular> of) {
    return people.stream().mapToLong(of).sum();
  }

  @Override
  public void close() {
    loop.close();
  }
}
