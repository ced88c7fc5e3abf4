package chatx.server;

import chatx.server.cli.Cli;
import chatx.server.cli.Io;
import chatx.server.cli.ServerLauncher;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

/** Where {@code java -jar chatx-server.jar} begins. */
public final class ServerMain {
  private ServerMain() {}

  public static void main(String[] args) {
    // Scripts read what is printed: UTF-8 whatever the system's locale is.
    Io io =
        new Io(writer(FileDescriptor.out), writer(FileDescriptor.err), System.in, System.getenv());
    System.exit(Cli.atTerminal(io, Clock.systemUTC(), ServerMain::start).run(args));
  }

  private static ServerLauncher.Running start(ServerConfig config) throws StartRefusedException {
    throw new StartRefusedException("this build has no server yet");
  }

  private static PrintWriter writer(FileDescriptor target) {
    return new PrintWriter(new FileOutputStream(target), true, StandardCharsets.UTF_8);
  }
}
