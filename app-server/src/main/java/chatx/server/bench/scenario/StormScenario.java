package chatx.server.bench.scenario;

import chatx.server.bench.BenchFailedException;
import chatx.server.bench.Population;
import chatx.server.bench.ProcessUsage;
import chatx.server.bench.Report;
import chatx.server.bench.ServerProcess;
import chatx.server.bench.Site;
import chatx.server.bench.Vitals;
import chatx.server.bench.load.Regulars;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The server is killed while everybody is there and talks, and started again: how long until all
 * are back and have what they missed. Blocking; on Linux.
 */
public final class StormScenario {
  /** The promise, from the kill on. */
  private static final Duration BACK = Duration.ofSeconds(30);

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final double NANOS_PER_MS = 1e6;

  /** Of the pool that checks passwords; the system shortens names. */
  private static final String PASSWORD_THREADS = "password-";

  private final Site site;
  private final int rooms;
  private final int members;
  private final double perSecond;
  private final Duration talk;
  private final long seed;

  /**
   * @param perSecond messages, of all together, all the time
   * @param talk how long they talk before the kill, and afterwards
   * @param seed of what the clients leave to chance
   */
  public StormScenario(
      Site site, int rooms, int members, double perSecond, Duration talk, long seed) {
    this.site = site;
    this.rooms = rooms;
    this.members = members;
    this.perSecond = perSecond;
    this.talk = talk;
    this.seed = seed;
  }

  /** The server that was started again: when it was ready, and what it had used until then. */
  private record Ready(long at, ProcessUsage usage) {}

  public Report run() {
    Report report = new Report(site.machine());
    Path data = site.data("storm");
    Population population = Population.seed(data, site.database(), rooms, members, site.clock());
    site.say("seed %d: %d clients sign in".formatted(seed, rooms * members));
    try (ServerProcess server = site.server(data).start();
        Regulars people =
            new Regulars(
                server.door(),
                population.rooms(),
                population.signIn(server),
                members,
                members,
                seed)) {
      people.connect();
      people.run(perSecond, talk, () -> false);
      long before = people.count().attempts();
      long caughtUp = people.count().caughtUp();

      site.say("killed");
      long killed = System.nanoTime();
      server.kill();
      CompletableFuture<Ready> restarted =
          CompletableFuture.supplyAsync(() -> {
            server.restart();
            return new Ready(System.nanoTime(), server.usage());
          });
      people.run(perSecond, PATIENCE, () -> restarted.isDone() && people.areAllBack());
      Ready ready = restarted.join();
      double cpu = server.usage().cpuSecondsSince(ready.usage());
      long hashing = Vitals.threads(server.pid(), PASSWORD_THREADS);
      if (!people.areAllBack()) {
        throw new BenchFailedException(
            "only %d of %d came back within %s"
                .formatted(people.present(), people.size(), PATIENCE));
      }
      long attempts = people.count().attempts() - before;
      List<Double> back = people.backAfter(killed);
      List<Double> begun = people.begunAfter(killed);
      people.run(perSecond, talk, () -> false);
      boolean settled = people.settle();
      Regulars.Count count = people.count();

      report
          .row("storm")
          .put("clients", people.size())
          .put("seed", seed)
          .put("ready s", (ready.at() - killed) / 1e9)
          .put("half back s", back.get(back.size() / 2))
          .put("99 % back s", back.get(back.size() * 99 / 100))
          .put("all back s", back.getLast())
          .put("attempts", attempts)
          .put("caught up", count.caughtUp() - caughtUp)
          .put("server CPU s", cpu)
          .put("CPU ms each", cpu * 1000 / people.size())
          .put("password threads", hashing);
      report
          .row("messages")
          .put("said", count.said())
          .put("accepted", count.accepted())
          .put("missed", count.missed())
          .put("doubled", count.doubled())
          .put("misordered", count.misordered())
          .put("lost", count.lost())
          .put("p99 to come ms", people.comings().getValueAtPercentile(99) / NANOS_PER_MS);
      curve(report, back, begun);
      judge(report, back.getLast(), hashing, settled, count);
      var _ = server.stop();
    }
    return report;
  }

  /** Second by second after the kill. */
  private static void curve(Report report, List<Double> back, List<Double> begun) {
    for (int second = 1; second <= Math.ceil(back.getLast()); second++) {
      int until = second;
      report
          .row("after %d s".formatted(second))
          .put("attempts", begun.stream().filter(at -> at > until - 1 && at <= until).count())
          .put("came back", back.stream().filter(at -> at > until - 1 && at <= until).count())
          .put("back", back.stream().filter(at -> at <= until).count());
    }
  }

  private static void judge(
      Report report, double last, long hashing, boolean settled, Regulars.Count count) {
    if (last > BACK.toSeconds()) {
      report.fault("the last client was back %.1f s after the kill".formatted(last));
    }
    if (hashing > 0) {
      report.fault("passwords were checked though everybody has a token");
    }
    if (!settled || !count.isClean()) {
      report.fault("after the storm: " + count.faults());
    }
  }
}
