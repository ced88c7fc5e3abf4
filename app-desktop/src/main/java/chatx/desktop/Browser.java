package chatx.desktop;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands an address to whatever this system opens addresses with. */
final class Browser {
  private static final Logger log = LoggerFactory.getLogger(Browser.class);

  private Browser() {}

  /** Does not block; the address is an argument, never part of a command line. */
  static void open(URI address) {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    List<String> command =
        system.contains("windows")
            ? List.of("rundll32", "url.dll,FileProtocolHandler", address.toString())
            : List.of(system.contains("mac") ? "open" : "xdg-open", address.toString());
    Thread.ofVirtual()
        .name("browser")
        .start(() -> {
          try {
            var _ =
                new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
          } catch (IOException missing) {
            log.warn("no browser could be started: {}", missing.toString());
          }
        });
  }
}
