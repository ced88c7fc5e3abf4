package chatx.server.bench.scenario;

import chatx.server.bench.BenchFailedException;
import chatx.server.bench.Population;
import chatx.server.bench.ProcessUsage;
import chatx.server.bench.Report;
import chatx.server.bench.ServerProcess;
import chatx.server.bench.Site;
import chatx.server.bench.Vitals;
import chatx.server.bench.load.Regulars;
import chatx.server.bench.load.Sleepers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/**
 * Half of a room does not read: how late the others are beside them, before and after, what they
 * cost in memory, and how they are shown out. Blocking; on Linux, with the JDK's jcmd.
 */
public final class SlowScenario {
  private static final int ROOM = 100;
  private static final int READERS = 50;
  private static final double PER_SECOND = 200;
  private static final int CHARACTERS = 1000;
  private static final double NANOS_PER_MS = 1e6;
  private static final double MIB = 1024.0 * 1024;

  /** The promises. */
  private static final double MOST_RATIO = 2;

  private static final double MOST_MIB = 64;
  private static final String TOO_SLOW = "closed with 4008";
  private static final String LOGGED = " is too slow";
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Site site;
  private final Duration warmUp;
  private final Duration measured;
  private final long seed;

  public SlowScenario(Site site, Duration warmUp, Duration measured, long seed) {
    this.site = site;
    this.warmUp = warmUp;
    this.measured = measured;
    this.seed = seed;
  }

  public Report run() {
    Report report = new Report(site.machine());
    Path data = site.data("slow");
    Population population = Population.seed(data, site.database(), 1, ROOM, site.clock());
    try (ServerProcess server = site.server(data).start()) {
      List<String> tokens = population.signIn(server);
      try (Regulars people =
              new Regulars(server.door(), population.rooms(), tokens, ROOM, READERS, seed);
          Sleepers sleepers =
              new Sleepers(people, server.door(), population.rooms().getFirst(), tokens, READERS)) {
        people.speakAtLength(CHARACTERS);
        people.connect();
        site.say("%d people talk to each other".formatted(READERS));
        var _ = people.measure(PER_SECOND, warmUp);
        Histogram alone = people.measure(PER_SECOND, measured);
        double heap = ProcessUsage.liveHeap(server.pid()) / MIB;

        site.say("%d come who do not read".formatted(sleepers.size()));
        Doorman doorman = new Doorman(sleepers, server.pid());
        Thread looking = Thread.ofPlatform().daemon().name("doorman").start(doorman::watch);
        sleepers.come();
        people.run(0, PATIENCE, sleepers::areAllAsleep);
        if (!sleepers.areAllAsleep()) {
          throw new BenchFailedException("those who do not read could not open the room");
        }
        // They are woken later: the same thread would read for them what they have missed. Whose
        // connection is cut by then comes again, and is woken in time to read why it has to go.
        Histogram beside = people.measure(PER_SECOND, measured);
        double more = ProcessUsage.liveHeap(server.pid()) / MIB - heap;
        people.run(
            PER_SECOND,
            PATIENCE,
            () -> {
              doorman.wakeAll();
              return sleepers.told(TOO_SLOW) >= sleepers.size();
            });
        long told = sleepers.told(TOO_SLOW);
        looking.interrupt();
        sleepers.go();

        site.say("they are gone");
        Histogram again = people.measure(PER_SECOND, measured);
        alone.add(again);
        double ratio = p99(beside) / p99(alone);
        row(report, "without them, before and after", alone);
        row(report, "beside %d who do not read".formatted(sleepers.size()), beside);
        report
            .row("those who do not read")
            .put("times the p99", ratio)
            .put("more heap MiB", more)
            .put("resident MiB", doorman.mostMib())
            .put("shown out", doorman.shown())
            .put("read 4008", told)
            .put("seed", seed);
        judge(report, people, ratio, more, told >= sleepers.size());
      }
      var _ = server.stop();
    }
    return report;
  }

  private static double p99(Histogram latencies) {
    return latencies.getValueAtPercentile(99) / NANOS_PER_MS;
  }

  private static void row(Report report, String what, Histogram latencies) {
    report
        .row(what)
        .put("deliveries", latencies.getTotalCount())
        .put("p50 ms", latencies.getValueAtPercentile(50) / NANOS_PER_MS)
        .put("p99 ms", p99(latencies))
        .put("p99.9 ms", latencies.getValueAtPercentile(99.9) / NANOS_PER_MS)
        .put("max ms", latencies.getMaxValue() / NANOS_PER_MS);
  }

  private static void judge(
      Report report, Regulars people, double ratio, double more, boolean shownOut) {
    if (ratio > MOST_RATIO) {
      report.fault("the p99 of the others is %.1f times as high".formatted(ratio));
    }
    if (more > MOST_MIB) {
      report.fault("%.0f MiB more are alive in the heap".formatted(more));
    }
    if (!shownOut) {
      report.fault("those who do not read are not shown out with 4008");
    }
    boolean settled = people.settle();
    Regulars.Count count = people.count();
    if (!settled || !count.isClean()) {
      report.fault("the others: " + count.faults());
    }
  }

  /** Sees who is shown out, beside the thread that measures, and wakes them when asked to. */
  private final class Doorman {
    private final Sleepers sleepers;
    private final long pid;
    private final Path log = site.folder().resolve("server.log");
    private volatile int shown;
    private volatile double mostMib;
    private int woken;

    Doorman(Sleepers sleepers, long pid) {
      this.sleepers = sleepers;
      this.pid = pid;
    }

    /** Looks until it is interrupted. */
    void watch() {
      while (!Thread.currentThread().isInterrupted()) {
        look();
        LockSupport.parkNanos(this, LOOK.toNanos());
      }
    }

    private void look() {
      mostMib = Math.max(mostMib, Vitals.of(pid).residentBytes() / MIB);
      try (Stream<String> lines = Files.lines(log, StandardCharsets.UTF_8)) {
        shown = (int) lines.filter(line -> line.contains(LOGGED)).count();
      } catch (IOException gone) {
        throw new BenchFailedException("the server's log cannot be read: " + gone, gone);
      }
    }

    /** So that they read why they were shown out; on the thread that measures. */
    void wakeAll() {
      int now = shown;
      if (now - woken >= sleepers.size()) {
        woken = now;
        sleepers.wake();
      }
    }

    int shown() {
      return shown;
    }

    double mostMib() {
      return mostMib;
    }
  }
}
