package chatx.server.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One journal per directory, and nobody else reads it. */
class JournalLockTest {
  @TempDir Path parent;

  @Test
  void isOpenOnceInThisProcess() throws IOException {
    Path directory = parent.resolve("journal");
    try (Journal journal = open(directory)) {
      for (int attempt = 0; attempt < 2; attempt++) {
        assertThatThrownBy(() -> open(directory))
            .isInstanceOf(JournalInUse.class)
            .hasMessageContaining(directory.toString())
            .hasMessageContaining("this process");
      }
      journal.append(List.of(new byte[1]));
    }
    open(directory).close();
  }

  @Test
  void aSecondProcessIsRefusedEvenAfterAFailedSecondOpenInTheFirst() throws Exception {
    Path directory = parent.resolve("journal");
    try (Journal journal = open(directory)) {
      assertThatThrownBy(() -> open(directory)).isInstanceOf(JournalInUse.class);
      Process other = AppendingProcess.start(directory, 1);
      try (BufferedReader said = other.inputReader(UTF_8)) {
        assertThat(said.readLine())
            .contains("JournalInUse")
            .contains("process " + ProcessHandle.current().pid());
      } finally {
        other.destroyForcibly().waitFor();
      }
      journal.append(List.of(new byte[1]));
    }
  }

  @Test
  void filesAndDirectoryAreTheirOwnersAlone() throws IOException {
    Path directory = parent.resolve("deep").resolve("journal");
    try (Journal journal = open(directory)) {
      journal.append(List.of(new byte[1]));
      assertThat(permissions(directory)).isEqualTo("rwx------");
      try (Stream<Path> files = Files.list(directory)) {
        assertThat(files.map(JournalLockTest::permissions)).hasSize(3).containsOnly("rw-------");
      }
    }
  }

  private static String permissions(Path path) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Journal open(Path directory) throws IOException {
    return Journal.open(directory, JournalSettings.defaults(), record -> {}, () -> {});
  }
}
