package chatx.server.bench.torture;

import chatx.server.bench.BenchFailedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;

/** {@code bench torture} from its options to what it prints. Blocking. */
public final class TortureRun {
  /** Violations that are printed; the JSON has more. */
  private static final int SHOWN = 5;

  private static final int SMALL_DISK_MEGABYTES = 256;

  private final Options options;
  private final PrintWriter out;

  /**
   * What was asked for.
   *
   * @param seed absent to have one chosen
   * @param postgresPrograms where {@code initdb} and {@code pg_ctl} are
   * @param databaseUrl an empty PostgreSQL database, instead of a cluster of this run's own
   * @param readers people in every room who read
   * @param senders people in two rooms who write
   * @param rate messages a second, of all together
   * @param duration how long faults are injected, unless {@code kills} come first
   * @param kills 0 for no such end
   * @param gap the longest time between two faults
   * @param away how long PostgreSQL is away when it crashes; absent for 1 to 5 s
   * @param faults names, separated by commas; absent for all that can be
   * @param heap of the server, as {@code -Xmx} takes it
   */
  public record Options(
      Optional<Long> seed,
      boolean postgres,
      Optional<Path> postgresPrograms,
      Optional<String> databaseUrl,
      String databaseUser,
      int rooms,
      int readers,
      int senders,
      int rate,
      Duration duration,
      int kills,
      Duration gap,
      Optional<Duration> away,
      Optional<String> faults,
      String heap) {}

  /**
   * @param out told of every fault, and of the result
   */
  public TortureRun(Options options, PrintWriter out) {
    this.options = options;
    this.out = out;
  }

  /**
   * Returns whether every promise was kept.
   *
   * @throws IllegalArgumentException when the options contradict each other or this machine
   * @throws BenchFailedException when it cannot go on
   */
  public boolean run() throws InterruptedException {
    long seed = options.seed().orElseGet(() -> ThreadLocalRandom.current().nextLong(1_000_000));
    Set<Fault> wanted = wanted();
    Path folder = folder();
    TortureReport report;
    try (Store store = store(folder.resolve("data"), wanted)) {
      Set<Fault> impossible = EnumSet.noneOf(Fault.class);
      impossible.addAll(wanted);
      impossible.removeIf(store::can);
      wanted.removeAll(impossible);
      if (options.faults().isPresent()) {
        impossible.remove(Fault.DISK_FULL);
        if (!impossible.isEmpty()) {
          throw new IllegalArgumentException("these faults are not possible here: " + impossible);
        }
      }
      out.println("seed " + seed + ", " + store.name() + ", faults " + wanted);
      out.flush();
      report = new Torture(settings(seed, wanted, folder), store, out).run();
    }
    print(report);
    if (!report.found().isEmpty()) {
      out.println("the data and the server's log are left in " + folder);
      return false;
    }
    Scratch.delete(folder);
    return true;
  }

  private TortureSettings settings(long seed, Set<Fault> faults, Path folder) {
    return new TortureSettings(
        seed,
        options.rooms(),
        options.readers(),
        options.senders(),
        options.rate(),
        options.duration(),
        options.kills(),
        options.gap(),
        options.away(),
        faults,
        options.heap(),
        folder);
  }

  private Set<Fault> wanted() {
    Set<Fault> wanted = EnumSet.noneOf(Fault.class);
    Arrays.stream(options.faults().orElse(Fault.words()).split(",", -1))
        .filter(word -> !word.isBlank())
        .map(word -> Fault.of(word.strip()))
        .forEach(wanted::add);
    if (options.faults().isEmpty()) {
      // It needs a mount, and so root.
      wanted.remove(Fault.DISK_FULL);
    }
    return wanted;
  }

  private static Path folder() {
    try {
      Path folder = Files.createTempDirectory("chatx-torture");
      Files.createDirectory(folder.resolve("data"));
      return folder;
    } catch (IOException e) {
      throw new BenchFailedException("there is no place for the server's data", e);
    }
  }

  private Store store(Path data, Set<Fault> wanted) {
    if (!options.postgres()) {
      return h2(data, wanted);
    }
    if (options.databaseUrl().isPresent()) {
      return PostgresStore.at(options.databaseUrl().get(), options.databaseUser());
    }
    return PostgresStore.own(
        options
            .postgresPrograms()
            .orElseThrow(() ->
                new IllegalArgumentException("PostgreSQL needs --postgres-bin or --database-url")));
  }

  private Store h2(Path data, Set<Fault> wanted) {
    if (wanted.contains(Fault.DISK_FULL)) {
      try {
        return FolderStore.onSmallDisk(data, SMALL_DISK_MEGABYTES);
      } catch (BenchFailedException refused) {
        out.println(
            "WARNING: no small disk can be mounted, so disk-full is left out: "
                + refused.getMessage());
      }
    }
    return FolderStore.on(data);
  }

  private void print(TortureReport report) {
    out.println();
    Map<Fault, Integer> injected = new EnumMap<>(Fault.class);
    injected.putAll(report.faults());
    injected.forEach((fault, count) -> row("fault " + fault, count));
    row("messages written", report.messages());
    row("  sent, retries included", report.attempts());
    row("  acknowledged", report.accepted());
    row("  acknowledged again", report.repeatedAnswers());
    row("events told to people", report.deliveries());
    row("longest outage, ms", report.longestOutageMillis());
    new TreeMap<>(report.counts()).forEach((what, count) -> row(what, count));
    row("violations", report.found().values().stream().mapToLong(Long::longValue).sum());
    new TreeMap<>(report.found()).forEach((kind, count) -> row("  " + kind, count));
    out.println();
    out.println(ReportCodec.write(report));
    List<Violation> violations = report.violations();
    for (Violation violation : violations.subList(0, Math.min(SHOWN, violations.size()))) {
      out.println();
      out.println(violation.kind() + " " + violation.what());
      violation.history().forEach(line -> out.println("    " + line));
    }
    out.flush();
  }

  private void row(String what, long value) {
    out.printf("%-40s %,12d%n", what, value);
  }
}
