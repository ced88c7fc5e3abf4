package chatx.server.cli;

import chatx.server.bench.torture.TortureRun;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench torture}. */
@Command(
    name = "torture",
    sortOptions = false,
    description = {
      "Start a server, have many people talk, break something every moment, and check what was"
          + " promised: nothing acknowledged is lost, nothing is doubled, everybody sees one"
          + " order.",
      "What is random comes from a seed, which is printed. Exits with 0 only when every promise was"
          + " kept."
    },
    footerHeading = AdminCommand.EXAMPLES,
    footer = {
      "  bench torture --faults kill --kills 50 --minutes 10",
      "  bench torture --readers 180 --senders 20 --rate 500 \\",
      "        --faults cut,half-open,delay,swallow,slow,client-kill --minutes 1",
      "  bench torture --database postgresql --postgres-bin /usr/lib/postgresql/17/bin",
      "  bench torture --database postgresql --database-url jdbc:postgresql://localhost/empty"
    })
final class TortureCommand extends BenchCommand.Leaf {
  private static final double MILLIS_PER_MINUTE = 60_000;

  @Option(names = "--seed", paramLabel = "N", description = "of all that is random")
  private @Nullable Long seed;

  @Option(names = "--database", paramLabel = "NAME", description = "h2 or postgresql (default: h2)")
  private String database = "h2";

  @Option(
      names = "--postgres-bin",
      paramLabel = "DIR",
      description = "where initdb and pg_ctl are, for a cluster of this run's own")
  private @Nullable Path postgresPrograms;

  @Option(
      names = "--database-url",
      paramLabel = "URL",
      description = "an empty PostgreSQL database instead, which is not stopped and started")
  private @Nullable String databaseUrl;

  @Option(
      names = "--database-user",
      paramLabel = "NAME",
      description = "its user (default: postgres)")
  private String databaseUser = "postgres";

  @Option(names = "--rooms", paramLabel = "N", description = "default: 10")
  private int rooms = 10;

  @Option(
      names = "--readers",
      paramLabel = "N",
      description = "people in every room who read (default: 20)")
  private int readers = 20;

  @Option(
      names = "--senders",
      paramLabel = "N",
      description = "people in two rooms who write (default: 20)")
  private int senders = 20;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "messages a second, of all together (default: 1000)")
  private int rate = 1_000;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      description = "how long faults are injected (default: 1)")
  private double minutes = 1;

  @Option(
      names = "--kills",
      paramLabel = "N",
      description = "end after so many kills of the server, if that comes first")
  private int kills;

  @Option(
      names = "--gap-ms",
      paramLabel = "N",
      description = "the longest time between two faults (default: 2000)")
  private int gapMillis = 2_000;

  @Option(
      names = "--away-ms",
      paramLabel = "N",
      description = "how long PostgreSQL is away when it crashes (default: 1000 to 5000)")
  private @Nullable Long awayMillis;

  @Option(
      names = "--faults",
      paramLabel = "LIST",
      description = {
        "what is broken, separated by commas (default: all that can be here):",
        "kill,drain,pause: the server gets SIGKILL, SIGTERM, SIGSTOP",
        "cut,half-open,delay,swallow,slow: connections are broken",
        "client-kill: clients die",
        "database-restart,database-cut: PostgreSQL crashes, or ends its connections",
        "disk-full: no space for H2, only when asked for (needs root, for a small disk)"
      })
  private @Nullable String faults;

  @Option(names = "--heap", paramLabel = "SIZE", description = "of the server (default: 256m)")
  private String heap = "256m";

  TortureCommand(Context context) {
    super(context);
  }

  @Override
  boolean run() throws InterruptedException {
    if (!database.equals("h2") && !database.equals("postgresql")) {
      throw new CommandFailedException(Cli.USAGE, "--database is h2 or postgresql");
    }
    try {
      return new TortureRun(
              new TortureRun.Options(
                  Optional.ofNullable(seed),
                  database.equals("postgresql"),
                  Optional.ofNullable(postgresPrograms),
                  Optional.ofNullable(databaseUrl),
                  databaseUser,
                  rooms,
                  readers,
                  senders,
                  rate,
                  Duration.ofMillis((long) (minutes * MILLIS_PER_MINUTE)),
                  kills,
                  Duration.ofMillis(gapMillis),
                  Optional.ofNullable(awayMillis).map(Duration::ofMillis),
                  Optional.ofNullable(faults),
                  heap),
              context().io().out())
          .run();
    } catch (IllegalArgumentException wrong) {
      throw new CommandFailedException(Cli.USAGE, String.valueOf(wrong.getMessage()));
    }
  }
}
