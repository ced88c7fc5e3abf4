package chatx.server.cli;

import java.io.InputStream;
import java.io.PrintWriter;
import java.util.Map;

/**
 * What a command reads and writes, so that a test or a running server can stand in for a terminal.
 *
 * @param out answers only; everything else goes to {@code err}
 * @param environment the process's variables
 */
public record Io(
    PrintWriter out, PrintWriter err, InputStream in, Map<String, String> environment) {
  public Io {
    environment = Map.copyOf(environment);
  }
}
