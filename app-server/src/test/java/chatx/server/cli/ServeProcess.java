package chatx.server.cli;

import chatx.protocol.trust.ServerKey;
import chatx.server.ServerConfig;
import chatx.server.ServerData;
import chatx.server.StartRefusedException;
import chatx.server.admin.Administration;
import chatx.server.admin.LiveServer;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;

/** The command line in a process of its own, for {@link ServeProcessTest}; it does not listen. */
@SuppressWarnings("SystemOut")
final class ServeProcess {
  private ServeProcess() {}

  public static void main(String[] args) {
    Io io =
        new Io(
            new PrintWriter(System.out, true, StandardCharsets.UTF_8),
            new PrintWriter(System.err, true, StandardCharsets.UTF_8),
            System.in,
            System.getenv());
    System.exit(Cli.atTerminal(io, Clock.systemUTC(), ServeProcess::start).run(args));
  }

  private static ServerLauncher.Running start(ServerConfig config) throws StartRefusedException {
    ServerData data = ServerData.open(config, Clock.systemUTC());
    return new ServerLauncher.Running() {
      @Override
      public int port() {
        return 4711;
      }

      @Override
      public Optional<ServerKey> key() {
        return Optional.empty();
      }

      @Override
      public Administration administration() {
        return new Administration(
            data.database().transactions(),
            data.audit(),
            data.hasher(),
            LiveServer.NONE,
            Clock.systemUTC());
      }

      @Override
      public void stop() {
        data.close();
        System.err.println("stopped cleanly");
      }
    };
  }
}
