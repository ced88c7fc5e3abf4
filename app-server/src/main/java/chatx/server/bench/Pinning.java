package chatx.server.bench;

import java.io.IOException;
import java.util.Optional;

/**
 * Which core is whose, so that server and generator do not take time from each other.
 *
 * @param server the server's; absent where nothing is pinned
 * @param all every core, for a server that is measured alone; absent where nothing is pinned
 */
public record Pinning(Optional<String> server, Optional<String> all) {
  private static final String SERVER = "0";
  private static final String GENERATOR = "1";

  /** Nothing is pinned. */
  public static final Pinning NONE = new Pinning(Optional.empty(), Optional.empty());

  /** Pins this process to its core, where there are two and the system can. */
  public static Pinning take() {
    int cores = Runtime.getRuntime().availableProcessors();
    if (cores < 2) {
      return NONE;
    }
    try {
      int code =
          new ProcessBuilder(
                  "taskset", "-acp", GENERATOR, Long.toString(ProcessHandle.current().pid()))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor();
      return code == 0
          ? new Pinning(Optional.of(SERVER), Optional.of(SERVER + "-" + (cores - 1)))
          : NONE;
    } catch (IOException notHere) {
      return NONE;
    } catch (InterruptedException told) {
      Thread.currentThread().interrupt();
      return NONE;
    }
  }

  public String words() {
    return server.isPresent()
        ? "server on core " + SERVER + ", generator on core " + GENERATOR
        : "not pinned";
  }
}
