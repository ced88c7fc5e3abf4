package chatx.server.cli;

import chatx.server.bench.Report;
import chatx.server.bench.Site;
import chatx.server.bench.scenario.SlowScenario;
import chatx.server.bench.scenario.SoakScenario;
import chatx.server.bench.scenario.StormScenario;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench storm}, {@code bench soak} and {@code bench slow}: what a server withstands. */
final class EnduranceBench {
  private static final Duration TALK = Duration.ofSeconds(3);
  private static final int ROOM = 50;
  private static final double MILLIS_PER_MINUTE = 60_000;

  private EnduranceBench() {}

  static List<BenchCommand.Measurement> all(Context context) {
    return List.of(new Storm(context), new Soak(context), new Slow(context));
  }

  /** Of a seed that it prints. */
  abstract static class Seeded extends BenchCommand.Measurement {
    @Option(names = "--seed", paramLabel = "N", description = "of what clients leave to chance")
    private @Nullable Long seed;

    Seeded(Context context) {
      super(context);
    }

    final long seed() {
      Long given = seed;
      return given == null ? System.nanoTime() : given;
    }

    /** A small heap that is taken at once, so that what grows is not the heap. */
    @Override
    List<String> usualJvm() {
      return List.of("-Xms256m", "-Xmx256m", "-XX:+UseSerialGC", "-XX:+AlwaysPreTouch");
    }
  }

  @Command(
      name = "storm",
      description = {
        "The server is killed while everybody is there and talks, and started again: how long until"
            + " all are back and have what they missed.",
        "They come as docs/protocol.md asks clients to: by token, with full jitter, from the last"
            + " number they have seen."
      },
      footerHeading = AdminCommand.EXAMPLES,
      footer = "  bench storm --clients 2000")
  static final class Storm extends Seeded {
    @Option(names = "--clients", paramLabel = "N", description = "in rooms of 50 (default: 2000)")
    private int clients = 2000;

    @Option(
        names = "--rate",
        paramLabel = "N",
        description = "messages a second, of all together (default: 20)")
    private double rate = 20;

    Storm(Context context) {
      super(context);
    }

    @Override
    Report measure(Site site) {
      if (clients < ROOM) {
        throw new CommandFailedException(Cli.USAGE, "--clients must be " + ROOM + " or more");
      }
      return new StormScenario(site, clients / ROOM, ROOM, rate, TALK, seed()).run();
    }
  }

  @Command(
      name = "soak",
      description = {
        "People talk, go and come: whether the server's memory, threads and open files stay the"
            + " same.",
        "What is alive in the heap, after a collection, is looked at once a minute, the rest every"
            + " five seconds; slopes count after a sixth of the time and are judged from 12 minutes"
            + " on."
      },
      footerHeading = AdminCommand.EXAMPLES,
      footer = "  bench soak --minutes 60")
  static final class Soak extends Seeded {
    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final int COLLECTIONS = 12;

    @Option(names = "--minutes", paramLabel = "N", description = "how long (default: 60)")
    private double minutes = 60;

    @Option(names = "--clients", paramLabel = "N", description = "in rooms of 10 (default: 200)")
    private int clients = 200;

    @Option(
        names = "--churn",
        paramLabel = "N",
        description = "clients that leave in a second, and come back (default: 5)")
    private double churn = 5;

    @Option(
        names = "--rate",
        paramLabel = "N",
        description = "messages a second, of all together (default: 100)")
    private double rate = 100;

    Soak(Context context) {
      super(context);
    }

    @Override
    Report measure(Site site) {
      if (minutes <= 0 || clients < 10 || churn <= 0) {
        throw new CommandFailedException(
            Cli.USAGE, "--minutes and --churn must be above 0, --clients 10 or more");
      }
      Duration time = Duration.ofMillis((long) (minutes * MILLIS_PER_MINUTE));
      Duration twelfth = time.dividedBy(COLLECTIONS);
      return new SoakScenario(
              site,
              new SoakScenario.Plan(
                  clients,
                  churn,
                  rate,
                  time,
                  shorter(LOOK, twelfth),
                  shorter(Duration.ofMinutes(1), twelfth),
                  seed()))
          .run();
    }

    private static Duration shorter(Duration one, Duration other) {
      return one.compareTo(other) < 0 ? one : other;
    }
  }

  @Command(
      name = "slow",
      description = {
        "Half of a room of a hundred does not read: what that costs the others, and how the server"
            + " shows them out.",
        "200 messages of a thousand characters a second; latency counts from the schedule."
      },
      footerHeading = AdminCommand.EXAMPLES,
      footer = "  bench slow --seconds 30")
  static final class Slow extends Seeded {
    @Option(
        names = "--seconds",
        paramLabel = "N",
        description = "how long to measure before, beside and after them (default: 20)")
    private int seconds = 20;

    @Option(
        names = "--warm-up",
        paramLabel = "N",
        description = "seconds of talking before that (default: 20)")
    private int warmUp = 20;

    Slow(Context context) {
      super(context);
    }

    @Override
    Report measure(Site site) {
      return new SlowScenario(
              site, seconds("--warm-up", warmUp), seconds("--seconds", seconds), seed())
          .run();
    }
  }
}
