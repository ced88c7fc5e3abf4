package chatx.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** What libraries say through the JDK's own logging, in a process of its own. */
class LibraryLogTest {

  @Test
  void aHostileRecordOfALibraryIsOneLineInTheFormOfAllOthers() throws Exception {
    Process process = start();
    String log =
        new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8)
            // What the JVM itself may have to say, about its environment for instance.
            .replaceAll("(?m)^Picked up .*\n", "");
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(log).endsWith("\n");
    String line = log.substring(0, log.length() - 1);
    assertThat(line.codePoints().filter(LibraryLogTest::breaksLines)).isEmpty();
    assertThat(line)
        .matches(
            "\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z WARN  org\\.glassfish\\.grizzly\\.Library \\[-] before"
                + " \\| .*")
        .contains("before | [2J | after", "IllegalStateException: inside | out");
  }

  private static boolean breaksLines(int c) {
    return Character.isISOControl(c) || c == 0x2028 || c == 0x2029;
  }

  private static Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            // The tests' own configuration comes first otherwise.
            "-Dlogback.configurationFile="
                + Path.of("src/main/resources/logback.xml").toAbsolutePath(),
            "-cp",
            System.getProperty("java.class.path"),
            Library.class.getName())
        .start();
  }

  /** Begins as the server does, and speaks as Grizzly does. */
  static final class Library {
    private Library() {}

    public static void main(String[] args) {
      ServerMain.takeLibraryLogs();
      Logger.getLogger("org.glassfish.grizzly.Library")
          .log(
              Level.WARNING,
              "before\r\n\u001b[2J\u0000\u2028after",
              new IllegalStateException("inside\r\nout"));
    }
  }
}
