package chatx.server.bench.scenario;

import chatx.server.bench.BenchFailedException;
import chatx.server.bench.Population;
import chatx.server.bench.Report;
import chatx.server.bench.ServerProcess;
import chatx.server.bench.Site;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How long it takes from the start of the process to the line that says it is ready. */
public final class StartScenario {
  private static final int MEMBERS = 10;

  private final Site site;
  private final long messages;
  private final int runs;

  /**
   * @param messages in the larger database
   * @param runs of each kind of start; their median counts
   */
  public StartScenario(Site site, long messages, int runs) {
    this.site = site;
    this.messages = messages;
    this.runs = runs;
  }

  private record Start(Duration time, Duration cpu) {}

  public Report run() {
    Report report = new Report(site.machine());
    site.say("first starts");
    List<Start> first = new ArrayList<>();
    for (int run = 0; run < runs; run++) {
      first.add(once(site.data("first-" + run), List.of()));
    }
    row(report, "first start, nothing there", "-", first);

    Path empty = site.data("first-0");
    Path full = site.data("full");
    site.say("seeding " + messages + " messages");
    Population people = Population.seed(full, site.database(), 1, MEMBERS, site.clock());
    people.fill(full, site.database(), 0, messages, site.clock());
    Path cache = site.folder().resolve("server.aot");
    boolean cached = train(empty, cache);
    for (boolean withCache : cached ? List.of(false, true) : List.of(false)) {
      List<String> options = withCache ? List.of("-XX:AOTCache=" + cache) : List.of();
      String word = withCache ? "yes" : "no";
      row(report, "existing database, no messages", word, repeated(empty, options));
      row(report, "existing database, " + messages + " messages", word, repeated(full, options));
    }
    return report;
  }

  private static void row(Report report, String what, String cache, List<Start> starts) {
    List<Duration> times = starts.stream().map(Start::time).sorted().toList();
    List<Duration> cpu = starts.stream().map(Start::cpu).sorted().toList();
    report
        .row(what)
        .put("AOT cache", cache)
        .put("starts", times.size())
        .put("median s", seconds(times.get(times.size() / 2)))
        .put("slowest s", seconds(times.getLast()))
        .put("median CPU s", seconds(cpu.get(cpu.size() / 2)));
  }

  private List<Start> repeated(Path data, List<String> options) {
    site.say("starts on " + data.getFileName());
    List<Start> starts = new ArrayList<>();
    for (int run = 0; run < runs; run++) {
      starts.add(once(data, options));
    }
    return starts;
  }

  /** On all cores: nobody else works meanwhile. */
  private Start once(Path data, List<String> options) {
    ServerProcess.Builder builder = site.server(data).jvm(options);
    site.pinning().all().ifPresent(builder::cpus);
    try (ServerProcess server = builder.start()) {
      Start start = new Start(server.readyAfter(), server.usage().cpu());
      var _ = server.stop();
      return start;
    }
  }

  /** Makes a cache as an operator would; false where this program is not one jar. */
  private boolean train(Path data, Path cache) {
    try {
      Start _ = once(data, List.of("-XX:AOTCacheOutput=" + cache));
    } catch (BenchFailedException noCacheFromFolders) {
      return false;
    }
    return Files.exists(cache);
  }

  private static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }
}
