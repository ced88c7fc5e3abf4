package chatx.desktop;

import chatx.desktop.host.HeadlessServer;
import java.io.PrintStream;

/** Where {@code mvn -Prun} begins. */
public final class DesktopMain {
  private DesktopMain() {}

  public static void main(String[] args) {
    PrintStream out = System.out;
    out.println(
        "ChatX has no window in this version, so the server starts without one."
            + " The next line says its address; Ctrl-C stops it.");
    HeadlessServer.run(args);
  }
}
