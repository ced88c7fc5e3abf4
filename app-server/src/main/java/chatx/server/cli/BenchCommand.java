package chatx.server.cli;

import chatx.server.ServerConfig;
import chatx.server.Setting;
import chatx.server.bench.BenchFailedException;
import chatx.server.bench.Pinning;
import chatx.server.bench.Report;
import chatx.server.bench.Site;
import chatx.server.bench.echo.EchoServer;
import chatx.server.bench.scenario.HistoryScenario;
import chatx.server.bench.scenario.IdleScenario;
import chatx.server.bench.scenario.LoadScenario;
import chatx.server.bench.scenario.StartScenario;
import chatx.server.bench.yardstick.BroadcastServer;
import chatx.server.secret.SecretFileException;
import chatx.server.secret.SecretFiles;
import chatx.server.tls.ServerTls;
import chatx.server.tls.TlsRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench …}: proves on this machine what the README promises. */
final class BenchCommand {
  private static final String USUAL_ROOMS = "100x10,10x100,1x1000,500x2/4";

  private BenchCommand() {}

  static void addTo(CommandLine bench, Context context) {
    List<Measurement> measurements =
        new ArrayList<>(
            List.of(
                new Load(context), new Idle(context), new Start(context), new History(context)));
    measurements.addAll(EnduranceBench.all(context));
    measurements.add(new All(context));
    for (Measurement measurement : measurements) {
      CommandLine command = new CommandLine(measurement);
      SettingOptions.addTo(
          command.getCommandSpec(), setting -> setting.key().startsWith("database."));
      bench.addSubcommand(command.getCommandName(), command);
    }
    bench
        .addSubcommand("echo", new Echo(context))
        .addSubcommand("torture", new TortureCommand(context))
        .addSubcommand("yardstick", new Yardstick(context));
  }

  @Command(
      name = "bench",
      mixinStandardHelpOptions = true,
      description = {
        "Measure and torment the real server on this machine.",
        "Each starts servers of its own on free ports and data of its own in a temporary folder."
      })
  static final class Group implements Runnable {
    @Spec private @Nullable CommandSpec spec;

    @Override
    public void run() {
      throw AdminCommand.missing(Objects.requireNonNull(spec));
    }
  }

  /** One measurement. */
  @Command(mixinStandardHelpOptions = true)
  abstract static class Leaf implements Callable<Integer> {
    private final Context context;
    @Spec private @Nullable CommandSpec spec;

    Leaf(Context context) {
      this.context = context;
    }

    /** Says whether all that is promised was kept; prints its figures itself. */
    abstract boolean run() throws Exception;

    @Override
    public final Integer call() throws Exception {
      Logs.quiet(context.config(spec()));
      try {
        return run() ? Cli.OK : Cli.FAILED;
      } catch (BenchFailedException failed) {
        throw new CommandFailedException(Cli.FAILED, String.valueOf(failed.getMessage()));
      }
    }

    final Context context() {
      return context;
    }

    final CommandSpec spec() {
      return Objects.requireNonNull(spec);
    }
  }

  /** Words of an option. */
  private enum Tls {
    OFF,
    ON
  }

  /** A measurement with servers of its own, a table and a JSON file. */
  @Command(mixinStandardHelpOptions = true)
  abstract static class Measurement extends Leaf {
    @Option(names = "--json", paramLabel = "FILE", description = "write the figures there, too")
    private @Nullable Path json;

    @Option(
        names = "--folder",
        paramLabel = "FOLDER",
        description = "where to put the data (default: with the system's temporary files)")
    private @Nullable Path folder;

    @Option(
        names = "--jvm",
        paramLabel = "OPTION",
        description = "option of the servers' JVMs instead of the usual ones, any number of times")
    private List<String> jvm = new ArrayList<>();

    @Option(
        names = "--tls",
        paramLabel = "on|off",
        description = "whether all speak TLS 1.3, that is wss instead of ws (default: off)")
    private Tls tls = Tls.OFF;

    @Option(names = "--no-pin", description = "leave all processes on all cores")
    private boolean unpinned;

    Measurement(Context context) {
      super(context);
    }

    abstract Report measure(Site site);

    /** What the servers' JVMs are started with. */
    List<String> usualJvm() {
      return List.of("-Xms1g", "-Xmx1g");
    }

    @Override
    final boolean run() throws IOException {
      Io io = context().io();
      Map<Setting, String> database = new EnumMap<>(Setting.class);
      ServerConfig.DatabaseConfig config = context().config(spec()).database();
      if (config.url().isPresent()) {
        database.put(Setting.DATABASE_URL, config.url().get());
        database.put(Setting.DATABASE_USER, config.user());
        database.put(Setting.DATABASE_PASSWORD, config.password().reveal());
        database.put(Setting.DATABASE_POOL_MAX, Integer.toString(config.poolMax()));
      }
      Report report;
      try (Site site =
          new Site(
              Site.folder(folder),
              database,
              jvm.isEmpty() ? usualJvm() : jvm,
              unpinned ? Pinning.NONE : Pinning.take(),
              tls == Tls.ON,
              context().clock(),
              io.err())) {
        report = measure(site);
      }
      report.table().forEach(io.out()::println);
      if (json != null) {
        Files.writeString(json, report.json());
      }
      report.faults().forEach(fault -> io.err().println("chatx: " + fault));
      return report.isClean();
    }

    final Duration seconds(String option, int number) {
      if (number < 1 || number > 3600) {
        throw new CommandFailedException(Cli.USAGE, option + " must be between 1 and 3600");
      }
      return Duration.ofSeconds(number);
    }
  }

  @Command(
      name = "load",
      description = {
        "How many messages a second, at what cost, and how late.",
        "Everybody is signed in, every message is stored before it is acknowledged, every delivery"
            + " is checked; beside it a bare Netty broadcast loop that stores nothing.",
        "First so many messages are kept under way in every room; then half as many a second as"
            + " that gave are sent on schedule, and lateness counts from the schedule."
      },
      footerHeading = AdminCommand.EXAMPLES,
      footer = {
        "  bench load",
        "  bench load --rooms 10x100,1x1000/256 --seconds 20 --json load.json"
      })
  static final class Load extends Measurement {
    @Option(
        names = "--rooms",
        split = ",",
        paramLabel = "SHAPE",
        description =
            "rooms times members, and after a slash the messages under way in each room"
                + " (default: ${DEFAULT-VALUE})",
        defaultValue = USUAL_ROOMS)
    private List<String> rooms = new ArrayList<>();

    @Option(
        names = "--seconds",
        paramLabel = "N",
        description = "how long to measure (default: 10)")
    private int seconds = 10;

    @Option(
        names = "--warm-up",
        paramLabel = "N",
        description = "seconds of load before that (default: 45)")
    private int warmUp = 45;

    @Option(names = "--no-yardstick", description = "without the Netty servers")
    private boolean alone;

    Load(Context context) {
      super(context);
    }

    @Override
    Report measure(Site site) {
      List<LoadScenario.Shape> shapes;
      try {
        shapes = rooms.stream().map(LoadScenario.Shape::parse).toList();
      } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException wrong) {
        throw new CommandFailedException(Cli.USAGE, "--rooms must be like 10x100,1x1000/64");
      }
      return new LoadScenario(
              site,
              new LoadScenario.Plan(
                  shapes,
                  seconds("--warm-up", warmUp),
                  seconds("--seconds", seconds),
                  alone
                      ? List.of()
                      : List.of(BroadcastServer.Flush.BATCHED, BroadcastServer.Flush.EACH)))
          .run();
    }
  }

  @Command(
      name = "idle",
      description = {
        "What a signed-in connection that does nothing costs in resident memory.",
        "Every connection has one room of ten open. Mind the limit on open files (ulimit -n)."
      },
      footerHeading = AdminCommand.EXAMPLES,
      footer = "  bench idle --connections 10000")
  static final class Idle extends Measurement {
    @Option(names = "--connections", paramLabel = "N", description = "how many (default: 10000)")
    private int connections = 10_000;

    Idle(Context context) {
      super(context);
    }

    @Override
    List<String> usualJvm() {
      return List.of(
          "-Xmx512m",
          // Of this the system keeps every page that was ever used, whoever is connected.
          "-Xmn32m",
          "-XX:+UseSerialGC",
          "-XX:+UseCompactObjectHeaders",
          "-XX:MinHeapFreeRatio=5",
          "-XX:MaxHeapFreeRatio=10");
    }

    @Override
    Report measure(Site site) {
      return new IdleScenario(site, connections).run();
    }
  }

  @Command(
      name = "start",
      description = {
        "How long it takes from the start of the process to its ready line.",
        "Run from the jar, it also measures starts with an AOT cache that it makes first."
      },
      footerHeading = AdminCommand.EXAMPLES,
      footer = "  bench start --messages 1000000")
  static final class Start extends Measurement {
    @Option(
        names = "--messages",
        paramLabel = "N",
        description = "messages in the larger database (default: 1000000)")
    private long messages = 1_000_000;

    @Option(
        names = "--runs",
        paramLabel = "N",
        description = "starts of each kind, of which the median counts (default: 5)")
    private int runs = 5;

    Start(Context context) {
      super(context);
    }

    @Override
    Report measure(Site site) {
      return new StartScenario(site, messages, runs).run();
    }
  }

  @Command(
      name = "history",
      description =
          "What pages of the past, opening a room and resuming cost in a room with a long past and"
              + " in one with a short one.",
      footerHeading = AdminCommand.EXAMPLES,
      footer = "  bench history --messages 10000000")
  static final class History extends Measurement {
    @Option(
        names = "--messages",
        paramLabel = "N",
        description = "messages in the room with the long past (default: 10000000)")
    private long messages = 10_000_000;

    @Option(
        names = "--few",
        paramLabel = "N",
        description = "messages in the other (default: 10000)")
    private long few = 10_000;

    @Option(
        names = "--requests",
        paramLabel = "N",
        description = "requests of each kind (default: 1000)")
    private int requests = 1000;

    History(Context context) {
      super(context);
    }

    @Override
    Report measure(Site site) {
      return new HistoryScenario(site, few, messages, requests).run();
    }
  }

  @Command(
      name = "all",
      description = "All of it, one after the other; with --short in some two minutes.")
  static final class All extends Measurement {
    @Option(names = "--short", description = "small numbers and short times")
    private boolean quick;

    All(Context context) {
      super(context);
    }

    @Override
    Report measure(Site site) {
      Report report = new Report(site.machine());
      report.addAll(
          new LoadScenario(
                  site,
                  quick
                      ? plan("10x10,1x100,10x2/4", 1, List.of(BroadcastServer.Flush.BATCHED))
                      : plan(
                          USUAL_ROOMS,
                          12,
                          List.of(BroadcastServer.Flush.BATCHED, BroadcastServer.Flush.EACH)))
              .run());
      report.addAll(new IdleScenario(site, quick ? 500 : 10_000).run());
      report.addAll(new StartScenario(site, quick ? 10_000 : 1_000_000, quick ? 1 : 5).run());
      report.addAll(
          new HistoryScenario(
                  site, quick ? 1000 : 10_000, quick ? 20_000 : 10_000_000, quick ? 50 : 1000)
              .run());
      return report;
    }

    private static LoadScenario.Plan plan(
        String rooms, int seconds, List<BroadcastServer.Flush> yardsticks) {
      return new LoadScenario.Plan(
          Arrays.stream(rooms.split(",", -1)).map(LoadScenario.Shape::parse).toList(),
          Duration.ofSeconds(seconds),
          Duration.ofSeconds(seconds),
          yardsticks);
    }
  }

  @Command(
      name = "yardstick",
      hidden = true,
      description = "The bare broadcast loop, until it is killed.")
  static final class Yardstick extends Leaf {
    @Option(names = "--flush", paramLabel = "WHEN", description = "each or batched")
    private BroadcastServer.Flush flush = BroadcastServer.Flush.BATCHED;

    @Option(
        names = "--keys",
        paramLabel = "FOLDER",
        description = "speak TLS with the key there, which is made if it is missing")
    private @Nullable Path keys;

    Yardstick(Context context) {
      super(context);
    }

    @Override
    boolean run() throws Exception {
      Supplier<SSLEngine> tls = keys == null ? null : tls(keys)::engine;
      try (BroadcastServer server = BroadcastServer.start(flush, tls)) {
        context().io().out().println(JsonLineCodec.write(Map.of("port", server.port())));
        context().io().out().flush();
        new CountDownLatch(1).await();
        return true;
      }
    }

    /** The same kind of key, certificate and engine as the server has. */
    private ServerTls tls(Path folder) throws SecretFileException, TlsRefusedException {
      return ServerTls.ofOwnKey(SecretFiles.in(folder), Map.of(), context().clock());
    }
  }

  @Command(
      name = "echo",
      description = {
        "Run the server's socket stack with an echo at / until Ctrl-C or SIGTERM.",
        "For conformance suites: text and binary messages of up to 32 MiB come back as they came."
      },
      footerHeading = AdminCommand.EXAMPLES,
      footer = "  bench echo --port 9001")
  static final class Echo extends Leaf {
    @Option(
        names = "--port",
        paramLabel = "NUMBER",
        description = "TCP port to listen on; 0 takes a free one (default: 9001)")
    private int port = 9001;

    @Option(
        names = "--host",
        paramLabel = "ADDRESS",
        description = "address to listen on (default: 127.0.0.1)")
    private String host = "127.0.0.1";

    Echo(Context context) {
      super(context);
    }

    @Override
    boolean run() throws InterruptedException {
      try (EchoServer server = EchoServer.start(host, port, context().clock())) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("ready", true);
        line.put("url", "ws://" + host + ":" + server.port() + "/");
        line.put("port", server.port());
        context().io().out().println(JsonLineCodec.write(line));
        context().io().out().flush();
        // Until the process ends.
        new CountDownLatch(1).await();
        return true;
      } catch (IOException taken) {
        throw new BenchFailedException(
            "cannot listen on port " + port + ": " + taken.getMessage(), taken);
      }
    }
  }
}
