package chatx.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.server.data.DataFolder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a process of its own can show: signals, exit codes, two processes on one folder. */
class ServeProcessTest {
  private static final int SIGTERM = 128 + 15;

  @TempDir Path temp;

  @Test
  void aServerIsUsedByOtherProcessesStopsOnSigtermAndLeavesTheFolderFree() throws Exception {
    Path data = temp.resolve("data");
    Process server = start("server", "--port", "0", "--data", data.toString());
    try {
      String ready = Objects.requireNonNull(server.inputReader().readLine());
      assertThat(ready).startsWith("{\"ready\":true,\"url\":\"https://127.0.0.1:4711\"");

      // Cannot open the database itself, so it must have gone through the running server.
      Process created = start("admin", "admin", "user", "create", "ann", "--data", data.toString());
      assertThat(created.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(created.exitValue()).as(log("admin")).isZero();
      assertThat(created.inputReader().readLine()).isEqualTo("User ann was created.");

      Process second = start("second", "serve", "--port", "0", "--data", data.toString());
      assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(second.exitValue()).isEqualTo(Cli.USAGE);
      assertThat(log("second"))
          .contains("chatx: ChatX is already running on ", "(process " + server.pid() + ")");

      server.toHandle().destroy();
      assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(server.exitValue()).isEqualTo(SIGTERM);
      assertThat(log("server")).contains("stopped cleanly");
      assertThat(server.inputReader().readLine()).isNull();
      assertThat(DataFolder.runningOn(data)).isEmpty();
    } finally {
      server.destroyForcibly().waitFor();
    }
  }

  private String log(String name) throws IOException {
    return Files.readString(temp.resolve(name + ".err"));
  }

  private Process start(String name, String... args) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                ServeProcess.class.getName()));
    command.addAll(List.of(args));
    File errors = temp.resolve(name + ".err").toFile();
    return new ProcessBuilder(command).redirectError(errors).start();
  }
}
