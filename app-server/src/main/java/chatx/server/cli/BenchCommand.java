package chatx.server.cli;

import chatx.server.bench.BenchFailedException;
import chatx.server.bench.echo.EchoServer;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench …}: proves on this machine what the README promises. */
final class BenchCommand {
  private BenchCommand() {}

  static void addTo(CommandLine bench, Context context) {
    bench.addSubcommand("echo", new Echo(context));
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
