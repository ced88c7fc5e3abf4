package chatx.server.bench.scenario;

import chatx.server.bench.ChildJvm;
import chatx.server.bench.Door;
import chatx.server.bench.Population;
import chatx.server.bench.ProcessUsage;
import chatx.server.bench.Report;
import chatx.server.bench.ServerProcess;
import chatx.server.bench.Site;
import chatx.server.bench.load.BareDialect;
import chatx.server.bench.load.ChatDialect;
import chatx.server.bench.load.Crowd;
import chatx.server.bench.load.Dialect;
import chatx.server.bench.load.Tally;
import chatx.server.bench.yardstick.BroadcastServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/**
 * Saturation and latency of the real server, with the yardsticks in the same run: the same
 * generator, the same texts, the same number of messages under way.
 */
public final class LoadScenario {
  private static final Duration START = Duration.ofSeconds(30);
  private static final double GENERATOR_BUSY = 0.95;
  private static final double NANOS_PER_MS = 1e6;

  private final Site site;
  private final Plan plan;

  /**
   * How many, how long.
   *
   * @param shapes which rooms
   * @param warmUp before each measurement, for the JVMs' compilers; a third of it for the
   *     yardsticks, which have little to compile
   * @param measured of each measurement
   * @param yardsticks which of the Netty servers run, too
   */
  public record Plan(
      List<Shape> shapes,
      Duration warmUp,
      Duration measured,
      List<BroadcastServer.Flush> yardsticks) {
    public Plan {
      shapes = List.copyOf(shapes);
      yardsticks = List.copyOf(yardsticks);
    }
  }

  /**
   * Rooms that are all alike.
   *
   * @param window messages under way in each room at saturation
   */
  public record Shape(int rooms, int members, int window) {
    /** As {@code 10x100} or {@code 10x100/64}, the last number being the window. */
    public static Shape parse(String text) {
      String[] parts = text.split("[x/]", -1);
      int rooms = Integer.parseInt(parts[0]);
      int members = Integer.parseInt(parts[1]);
      return new Shape(
          rooms, members, parts.length > 2 ? Integer.parseInt(parts[2]) : usualWindow(members));
    }

    private static int usualWindow(int members) {
      return members >= 1000 ? 256 : 64;
    }

    String words() {
      return rooms + (rooms == 1 ? " room of " : " rooms of ") + members;
    }
  }

  /** A server under load: what it is charged for, and how to end it. */
  private record Target(
      String name, Dialect dialect, Door door, Supplier<ProcessUsage> usage, Runnable end) {}

  /** What saturation showed. */
  private record Saturation(double messagesPerSecond, double cpuPerMillion) {}

  public LoadScenario(Site site, Plan plan) {
    this.site = site;
    this.plan = plan;
  }

  public Report run() {
    Report report = new Report(site.machine());
    DiskYardstick.measure(report, site);
    for (Shape shape : plan.shapes()) {
      measure(report, shape);
    }
    return report;
  }

  private void measure(Report report, Shape shape) {
    double half;
    double own;
    Target server = server(shape);
    try {
      Saturation found;
      try (Crowd crowd = connected(server, shape)) {
        Report.Row row = row(report, server, shape);
        found = saturate(report, row, server, crowd, shape, plan.warmUp());
        own = found.cpuPerMillion();
        half = found.messagesPerSecond() / 2;
        latency(report, row, server, crowd, half);
      }
    } finally {
      server.end().run();
    }
    for (BroadcastServer.Flush flush : plan.yardsticks()) {
      Target yardstick = yardstick(flush);
      try (Crowd crowd = connected(yardstick, shape)) {
        Report.Row row = row(report, yardstick, shape);
        Saturation theirs =
            saturate(report, row, yardstick, crowd, shape, plan.warmUp().dividedBy(3));
        row.put("ChatX/this", own / theirs.cpuPerMillion());
        latency(report, row, yardstick, crowd, half);
      } finally {
        yardstick.end().run();
      }
    }
  }

  private Crowd connected(Target target, Shape shape) {
    Crowd crowd = new Crowd(target.dialect(), target.door(), shape.rooms(), shape.members());
    boolean connected = false;
    try {
      crowd.connect();
      connected = true;
      return crowd;
    } finally {
      if (!connected) {
        crowd.close();
      }
    }
  }

  private Report.Row row(Report report, Target target, Shape shape) {
    site.say("%s, %s: under load".formatted(shape.words(), target.name()));
    return report
        .row(shape.words())
        .put("server", target.name())
        .put("in flight", shape.rooms() * shape.window());
  }

  private Saturation saturate(
      Report report, Report.Row row, Target target, Crowd crowd, Shape shape, Duration warmUp) {
    crowd.saturate(shape.window(), warmUp);
    Tally.Count before = crowd.count();
    ProcessUsage usage = target.usage().get();
    ProcessUsage own = ProcessUsage.of(ProcessHandle.current());
    long began = System.nanoTime();
    crowd.saturate(shape.window(), plan.measured());
    double seconds = (System.nanoTime() - began) / 1e9;
    double cpu = target.usage().get().cpuSecondsSince(usage);
    double generator = ProcessUsage.of(ProcessHandle.current()).cpuSecondsSince(own) / seconds;
    Tally.Count after = crowd.count();
    crowd.settle();
    long deliveries = after.delivered() - before.delivered();
    double messages = deliveries / (double) shape.members() / seconds;
    double perMillion = cpu / deliveries * 1e6;
    row.put("messages/s", messages).put("deliveries/s", deliveries / seconds);
    if (target.dialect().acknowledges()) {
      row.put("acknowledged/s", (after.acknowledged() - before.acknowledged()) / seconds);
    } else {
      row.put("acknowledged/s", "-");
    }
    row.put("CPU s/M", perMillion)
        .put("server CPU", percent(cpu / seconds))
        .put("generator CPU", percent(generator) + (generator > GENERATOR_BUSY ? " (limit)" : ""));
    site.say(
        "  %.0f messages/s, %.2f CPU s per million deliveries".formatted(messages, perMillion));
    check(report, target, shape.words() + " at saturation", crowd);
    return new Saturation(messages, perMillion);
  }

  private void latency(
      Report report, Report.Row row, Target target, Crowd crowd, double perSecond) {
    var _ = crowd.onSchedule(perSecond, plan.warmUp().dividedBy(4));
    ProcessUsage usage = target.usage().get();
    long began = System.nanoTime();
    Histogram latencies = crowd.onSchedule(perSecond, plan.measured());
    double seconds = (System.nanoTime() - began) / 1e9;
    row.put("at messages/s", perSecond)
        .put("CPU then", percent(target.usage().get().cpuSecondsSince(usage) / seconds))
        .put("p50 ms", latencies.getValueAtPercentile(50) / NANOS_PER_MS)
        .put("p99 ms", latencies.getValueAtPercentile(99) / NANOS_PER_MS)
        .put("p99.9 ms", latencies.getValueAtPercentile(99.9) / NANOS_PER_MS)
        .put("max ms", latencies.getMaxValue() / NANOS_PER_MS);
    Tally.Count count = crowd.count();
    row.put("sent", count.sent())
        .put("delivered", count.delivered())
        .put("acknowledged", target.dialect().acknowledges() ? count.acknowledged() : "-")
        .put("lost", count.lost())
        .put("doubled", count.doubled())
        .put("misordered", count.misordered())
        .put("misrouted", count.misrouted());
    check(report, target, "on schedule", crowd);
  }

  private static void check(Report report, Target target, String when, Crowd crowd) {
    Tally.Count count = crowd.count();
    if (!count.isClean()) {
      report.fault(target.name() + ", " + when + ": " + count.faults());
    } else if (target.dialect().acknowledges() && count.acknowledged() != count.sent()) {
      report.fault(
          "%s, %s: %d of %d messages were acknowledged"
              .formatted(target.name(), when, count.acknowledged(), count.sent()));
    }
  }

  private Target server(Shape shape) {
    Path data = site.data("load-" + shape.rooms() + "x" + shape.members());
    Population people =
        Population.seed(data, site.database(), shape.rooms(), shape.members(), site.clock());
    ServerProcess process = site.server(data).start();
    boolean signedIn = false;
    try {
      Dialect dialect = new ChatDialect(people.rooms(), people.signIn(process), shape.members());
      signedIn = true;
      return new Target(
          "ChatX, " + site.databaseName(),
          dialect,
          process.door(),
          process::usage,
          () -> {
            var _ = process.stop();
            Site.delete(data);
          });
    } finally {
      if (!signedIn) {
        process.close();
      }
    }
  }

  private Target yardstick(BroadcastServer.Flush flush) {
    String word = flush.name().toLowerCase(Locale.ROOT);
    List<String> command = new ArrayList<>(List.of("bench", "yardstick", "--flush", word));
    if (site.tls()) {
      command.addAll(List.of("--keys", site.folder().resolve("yardstick-keys").toString()));
    }
    ChildJvm process =
        ChildJvm.start(
            new ChildJvm.Spec(
                site.jvm(),
                command,
                Map.of(),
                site.pinning().server(),
                site.folder().resolve("yardstick.log")),
            START);
    return new Target(
        "Netty, flush " + word,
        new BareDialect(),
        site.tls() ? Door.encrypted(process.port()) : Door.plain(process.port()),
        process::usage,
        process::kill);
  }

  private static String percent(double share) {
    return Math.round(share * 100) + " %";
  }
}
