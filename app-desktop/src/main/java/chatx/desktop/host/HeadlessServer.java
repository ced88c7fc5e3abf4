package chatx.desktop.host;

import chatx.server.ServerMain;

/** The server without a window. */
public final class HeadlessServer {
  private HeadlessServer() {}

  /** Runs until it is told to stop; ends this process with the server's exit code. */
  public static void run(String... options) {
    String[] arguments = new String[options.length + 1];
    arguments[0] = "serve";
    System.arraycopy(options, 0, arguments, 1, options.length);
    ServerMain.main(arguments);
  }
}
