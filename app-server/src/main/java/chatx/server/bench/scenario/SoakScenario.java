package chatx.server.bench.scenario;

import chatx.server.Setting;
import chatx.server.bench.Population;
import chatx.server.bench.ProcessUsage;
import chatx.server.bench.Report;
import chatx.server.bench.ServerProcess;
import chatx.server.bench.Site;
import chatx.server.bench.Vitals;
import chatx.server.bench.load.Regulars;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToDoubleFunction;

/**
 * People talk, go and come for a long time: whether the server's memory, threads and open files
 * stay what they are. Blocking; on Linux, with the JDK's jcmd.
 */
public final class SoakScenario {
  private static final int MEMBERS = 10;
  private static final double MIB = 1024.0 * 1024;
  private static final double NANOS_PER_MINUTE = 60e9;

  /** Samples count after this part of the time. */
  private static final int WARM_UP = 6;

  /** Of a shorter time the slopes are told, but they say too little to judge. */
  private static final Duration LEAST = Duration.ofMinutes(12);

  private static final double MOST_MIB_PER_MINUTE = 1;

  /** A pool's threads come and go. */
  private static final double MOST_MORE = 5;

  private final Site site;
  private final Plan plan;

  /**
   * What happens.
   *
   * @param clients in rooms of ten
   * @param churn how many leave in a second, and come back after a while
   * @param perSecond messages, of all together
   * @param look between two samples
   * @param collect between two of what is alive in the heap, each of which is a full collection
   */
  public record Plan(
      int clients,
      double churn,
      double perSecond,
      Duration time,
      Duration look,
      Duration collect,
      long seed) {}

  /** What the server held at one time; files are those that are not clients' connections. */
  private record Sample(double minute, double residentMib, double threads, double files) {}

  /** What was alive in its heap. */
  private record Heap(double minute, double mib) {}

  public SoakScenario(Site site, Plan plan) {
    this.site = site;
    this.plan = plan;
  }

  public Report run() {
    Report report = new Report(site.machine());
    Path data = site.data("soak");
    int rooms = plan.clients() / MEMBERS;
    Population population = Population.seed(data, site.database(), rooms, MEMBERS, site.clock());
    try (ServerProcess server =
            site.server(data).set(Setting.TOKENS_ACCESS_MINUTES, "1440").start();
        Regulars people =
            new Regulars(
                server.door(),
                population.rooms(),
                population.signIn(server),
                MEMBERS,
                MEMBERS,
                plan.seed())) {
      people.connect();
      site.say("seed %d: %s of talking, going and coming".formatted(plan.seed(), plan.time()));
      Watch watch = new Watch(server.pid(), people);
      people.run(plan.perSecond(), plan.time(), watch::look);
      boolean settled = people.settle();
      watch.report(report);
      Regulars.Count count = people.count();
      report
          .row("messages")
          .put("said", count.said())
          .put("accepted", count.accepted())
          .put("left and came back", count.attempts() - people.size())
          .put("caught up", count.caughtUp())
          .put("missed", count.missed())
          .put("doubled", count.doubled())
          .put("misordered", count.misordered())
          .put("lost", count.lost())
          .put("seed", plan.seed());
      if (!settled || !count.isClean()) {
        report.fault("in the end: " + count.faults());
      }
      var _ = server.stop();
    }
    return report;
  }

  /** Sends people away and writes down what the server holds. On the loop's thread. */
  private final class Watch {
    private final long pid;
    private final Regulars people;
    private final long begun = System.nanoTime();
    private final List<Sample> samples = new ArrayList<>();
    private final List<Heap> heaps = new ArrayList<>();
    private CompletableFuture<Heap> collecting = new CompletableFuture<>();
    private long nextCut = begun;
    private long nextLook = begun;
    private long nextCollection = begun;

    Watch(long pid, Regulars people) {
      this.pid = pid;
      this.people = people;
    }

    boolean look() {
      long now = System.nanoTime();
      while (nextCut <= now) {
        people.cutSomebody();
        nextCut += (long) (1e9 / plan.churn());
      }
      if (nextLook <= now) {
        Vitals vitals = Vitals.of(pid);
        samples.add(
            new Sample(
                minute(now),
                vitals.residentBytes() / MIB,
                vitals.threads(),
                vitals.files() - people.present()));
        nextLook += plan.look().toNanos();
      }
      if (nextCollection <= now) {
        nextCollection += plan.collect().toNanos();
        collecting =
            CompletableFuture.supplyAsync(
                () -> new Heap(minute(System.nanoTime()), ProcessUsage.liveHeap(pid) / MIB));
      } else if (collecting.isDone()) {
        Heap heap = collecting.join();
        heaps.add(heap);
        collecting = new CompletableFuture<>();
        Sample last = samples.getLast();
        site.say(
            "%5.1f min: %.1f MiB alive, %.1f MiB resident, %.0f threads, %.0f other files"
                .formatted(
                    heap.minute(), heap.mib(), last.residentMib(), last.threads(), last.files()));
      }
      return false;
    }

    private double minute(long now) {
      return (now - begun) / NANOS_PER_MINUTE;
    }

    void report(Report report) {
      double from = plan.time().toNanos() / NANOS_PER_MINUTE / WARM_UP;
      List<Sample> counted = samples.stream().filter(one -> one.minute() >= from).toList();
      List<Heap> alive = heaps.stream().filter(one -> one.minute() >= from).toList();
      for (Heap heap : heaps) {
        Sample near = at(heap.minute());
        report
            .row("minute %.1f".formatted(heap.minute()))
            .put("alive MiB", heap.mib())
            .put("resident MiB", near.residentMib())
            .put("threads", near.threads())
            .put("files but connections", near.files());
      }
      double heap = slope(alive, Heap::minute, Heap::mib);
      double resident = slope(counted, Sample::minute, Sample::residentMib);
      double threads = growth(counted, Sample::threads);
      double files = growth(counted, Sample::files);
      boolean judged = plan.time().compareTo(LEAST) >= 0;
      report
          .row("after the first sixth")
          .put("samples", counted.size())
          .put("alive MiB/min", heap)
          .put("resident MiB/min", resident)
          .put("more threads", threads)
          .put("more files", files)
          .put("judged", judged ? "yes" : "no, too short");
      if (judged && Math.max(heap, resident) > MOST_MIB_PER_MINUTE) {
        report.fault(
            "memory grows: %.2f MiB a minute alive, %.2f resident".formatted(heap, resident));
      }
      if (judged && Math.max(threads, files) > MOST_MORE) {
        report.fault("%.0f more threads, %.0f more open files".formatted(threads, files));
      }
    }

    private Sample at(double minute) {
      return samples.stream()
          .filter(one -> one.minute() <= minute)
          .reduce((_, later) -> later)
          .orElse(samples.getFirst());
    }
  }

  /** By least squares; 0 of fewer than two. */
  private static <T> double slope(List<T> of, ToDoubleFunction<T> x, ToDoubleFunction<T> y) {
    double meanX = of.stream().mapToDouble(x).average().orElse(0);
    double meanY = of.stream().mapToDouble(y).average().orElse(0);
    double above = 0;
    double below = 0;
    for (T one : of) {
      double off = x.applyAsDouble(one) - meanX;
      above += off * (y.applyAsDouble(one) - meanY);
      below += off * off;
    }
    return below == 0 ? 0 : above / below;
  }

  /** The mean of the last third less that of the first. */
  private static <T> double growth(List<T> of, ToDoubleFunction<T> value) {
    int third = of.size() / 3;
    double first = of.subList(0, third).stream().mapToDouble(value).average().orElse(0);
    double last =
        of.subList(of.size() - third, of.size()).stream().mapToDouble(value).average().orElse(0);
    return last - first;
  }
}
