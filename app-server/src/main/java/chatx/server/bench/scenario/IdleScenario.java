package chatx.server.bench.scenario;

import chatx.server.bench.BenchFailedException;
import chatx.server.bench.Population;
import chatx.server.bench.ProcessUsage;
import chatx.server.bench.Report;
import chatx.server.bench.ServerProcess;
import chatx.server.bench.Site;
import chatx.server.bench.load.ChatDialect;
import chatx.server.bench.load.Crowd;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a signed-in connection that does nothing costs in memory: the server's resident memory, and
 * what lives in its heap, with all of them, less that of the same server after a few had come and
 * gone, both after a full collection.
 */
public final class IdleScenario {
  private static final int FIRST_ROOM = 10;
  private static final int ROOM = 10;
  private static final double KIB = 1024;
  private static final Duration REST = Duration.ofSeconds(3);

  private final Site site;
  private final int connections;

  /**
   * @param connections rounded down to whole rooms of ten, of which each connection has one open
   */
  public IdleScenario(Site site, int connections) {
    this.site = site;
    this.connections = connections;
  }

  public Report run() {
    Report report = new Report(site.machine());
    Path data = site.data("idle");
    Population few = Population.seed(data, site.database(), FIRST_ROOM, ROOM, site.clock());
    Population many =
        Population.seed(data, site.database(), connections / ROOM, ROOM, site.clock());
    try (ServerProcess server = site.server(data).start()) {
      List<String> tokens = many.signIn(server);
      List<String> fewTokens = few.signIn(server);
      // What ten thousand sign-ins left in its heap is not the memory of an empty server.
      var _ = server.stop();
      server.restart();
      // What the first users bring about for ever, classes and compiled code, is not theirs.
      try (Crowd crowd =
          new Crowd(
              new ChatDialect(few.rooms(), fewTokens, ROOM), server.door(), FIRST_ROOM, ROOM)) {
        crowd.connect();
        crowd.saturate(1, REST);
        crowd.settle();
      }
      long emptyHeap = ProcessUsage.liveHeap(server.pid());
      long empty = resident(server);
      site.say(connections + " connections");
      try (Crowd crowd =
          new Crowd(
              new ChatDialect(many.rooms(), tokens, ROOM),
              server.door(),
              connections / ROOM,
              ROOM)) {
        ProcessUsage before = server.usage();
        long began = System.nanoTime();
        crowd.connect();
        double seconds = (System.nanoTime() - began) / 1e9;
        double cpu = server.usage().cpuSecondsSince(before);
        crowd.rest(REST);
        long grown = server.usage().residentBytes().orElse(0);
        long fullHeap = ProcessUsage.liveHeap(server.pid());
        long full = resident(server);
        crowd.rest(REST);
        report
            .row("idle connections")
            .put("connections", crowd.size())
            .put("failed", 0)
            .put("empty MiB", empty / KIB / KIB)
            .put("with all MiB", full / KIB / KIB)
            .put("before collecting MiB", grown / KIB / KIB)
            .put("KiB each", (full - empty) / KIB / crowd.size())
            .put("live heap KiB each", (fullHeap - emptyHeap) / KIB / crowd.size())
            .put("connect s", seconds)
            .put("CPU ms each", cpu * 1000 / crowd.size());
      } catch (BenchFailedException failed) {
        report.fault("idle connections: " + failed.getMessage());
      }
      var _ = server.stop();
    }
    return report;
  }

  private static long resident(ServerProcess server) {
    return server
        .usage()
        .residentBytes()
        .orElseThrow(() -> new BenchFailedException("resident memory is not known here"));
  }
}
