package chatx.server;

import chatx.protocol.trust.ServerKey;
import chatx.server.admin.Administration;
import chatx.server.cli.Cli;
import chatx.server.cli.Io;
import chatx.server.cli.ServerLauncher;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Where {@code java -jar chatx-server.jar} begins. */
public final class ServerMain {
  private ServerMain() {}

  public static void main(String[] args) {
    takeLibraryLogs();
    // Scripts read what is printed: UTF-8 whatever the system's locale is.
    Io io =
        new Io(writer(FileDescriptor.out), writer(FileDescriptor.err), System.in, System.getenv());
    System.exit(Cli.atTerminal(io, Clock.systemUTC(), ServerMain::start).run(args));
  }

  /**
   * Has what libraries log through the JDK's logging (Grizzly and Tyrus do) go where everything
   * goes, in the same form. For a process of its own: it takes all of the JDK's log.
   */
  static void takeLibraryLogs() {
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
  }

  private static ServerLauncher.Running start(ServerConfig config) throws StartRefusedException {
    ChatServer server = ChatServer.start(config, Clock.systemUTC());
    return new ServerLauncher.Running() {
      @Override
      public int port() {
        return server.port();
      }

      @Override
      public Optional<ServerKey> key() {
        return server.key();
      }

      @Override
      public Administration administration() {
        return server.administration();
      }

      @Override
      public void stop() {
        server.stop();
      }
    };
  }

  private static PrintWriter writer(FileDescriptor target) {
    return new PrintWriter(new FileOutputStream(target), true, StandardCharsets.UTF_8);
  }
}
