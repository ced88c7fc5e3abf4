package chatx.server.cli;

import chatx.server.ConfigLoader;
import chatx.server.ServerConfig;
import chatx.server.Setting;
import chatx.server.StartRefusedException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code serve}: runs until it is told to stop. */
@Command(
    name = "serve",
    abbreviateSynopsis = true,
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Start the server and run until Ctrl-C or SIGTERM.",
      "When it is ready, one line of JSON with the bound port is printed; the log goes to the"
          + " standard error."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  serve                                     everything in ./chatx-data, port 8420",
      "  serve --port 0 --data ./try              a free port, for scripts",
      "  serve --host 127.0.0.1                    this computer only",
      "  serve --database-url jdbc:postgresql://localhost/chatx --database-user chatx \\",
      "        --database-password-file /run/secrets/chatx"
    })
class ServeCommand implements Callable<Integer> {
  private static final Logger log = LoggerFactory.getLogger(ServeCommand.class);

  private final Context context;
  private final ServerLauncher launcher;
  @Spec private @Nullable CommandSpec spec;

  ServeCommand(Context context, ServerLauncher launcher) {
    this.context = context;
    this.launcher = launcher;
  }

  /** The same without a word: what the jar does by itself. */
  @Command(
      name = "chatx",
      mixinStandardHelpOptions = true,
      versionProvider = VersionCommand.class,
      synopsisHeading = "Usage: ",
      customSynopsis = "java -jar chatx-server.jar [COMMAND] [OPTIONS]",
      description = "A chat server that you run yourself.",
      commandListHeading = "%nCommands (each has --help):%n",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {"0:done", "1:not done", "2:asked or configured wrongly"})
  static final class Root extends ServeCommand {
    Root(Context context, ServerLauncher launcher) {
      super(context, launcher);
    }
  }

  @Override
  public Integer call() throws InterruptedException {
    ConfigLoader.Loaded loaded = context.loaded(Objects.requireNonNull(spec));
    ServerConfig config = loaded.config();
    Logs.apply(config);
    log.info("ChatX {} on Java {}", VersionCommand.version(), Runtime.version());
    loaded.warnings().forEach(log::warn);
    for (String change : config.changes()) {
      log.info("setting {}", change);
    }
    ServerLauncher.Running server;
    try {
      server = launcher.start(config);
    } catch (StartRefusedException refused) {
      log.debug("refused to start", refused);
      throw new CommandFailedException(Cli.USAGE, String.valueOf(refused.getMessage()));
    }
    CountDownLatch stopped = new CountDownLatch(1);
    ControlServer control =
        ControlServer.start(config.data(), server.administration(), context.clock());
    Runnable stopping =
        () -> {
          control.close();
          server.stop();
          stopped.countDown();
        };
    Thread stop = new Thread(stopping, "stop");
    Runtime.getRuntime().addShutdownHook(stop);
    context.io().out().println(ready(config, server));
    context.io().out().flush();
    server
        .key()
        .ifPresent(key ->
            log.info(
                "safety phrase {}: people who connect for the first time compare it",
                key.safetyPhrase()));
    log.info("ready on {}, data in {}", url(config, server.port()), config.data());
    try {
      // Ends with the process; an interrupt stops the server too.
      stopped.await();
    } catch (InterruptedException told) {
      Runtime.getRuntime().removeShutdownHook(stop);
      stopping.run();
      Thread.currentThread().interrupt();
    }
    return Cli.OK;
  }

  private static String ready(ServerConfig config, ServerLauncher.Running server) {
    int port = server.port();
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("ready", true);
    line.put("url", url(config, port));
    line.put("port", port);
    server
        .key()
        .ifPresent(key -> {
          line.put("key", key.text());
          line.put("safetyPhrase", key.safetyPhrase().text());
        });
    line.put("data", config.shown(Setting.DATA));
    return JsonLineCodec.write(line);
  }

  /** An address that works on this computer. */
  static String url(ServerConfig config, int port) {
    String host = config.listen().host();
    try {
      boolean literal = host.matches("[0-9.]+") || host.contains(":");
      if (literal && InetAddress.getByName(host).isAnyLocalAddress()) {
        host = "127.0.0.1";
      }
    } catch (UnknownHostException keepAsItIs) {
      log.debug("{} is no address", host);
    }
    return (config.tls().on() ? "https://" : "http://")
        + (host.contains(":") ? "[" + host + "]" : host)
        + ":"
        + port;
  }
}
