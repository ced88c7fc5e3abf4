package chatx.server.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real disk and kill -9: what a process said it kept is there. */
class JournalKillTest {
  private static final int ROUNDS = 5;
  private static final int ACKNOWLEDGED = 2000;

  @TempDir Path directory;

  @Test
  void everyAcknowledgedRecordOutlivesKill9() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      List<String> acknowledged = new ArrayList<>();
      Process process = AppendingProcess.start(directory, 8);
      try (BufferedReader said = process.inputReader(UTF_8)) {
        for (int i = 0; i < ACKNOWLEDGED + round * 37; i++) {
          acknowledged.add(said.readLine());
        }
        // By its handle: Process.destroyForcibly would close the stream that is still to be read.
        process.toHandle().destroyForcibly();
        // What was said before it died counts; a last line may be cut.
        String line;
        while ((line = said.readLine()) != null) {
          acknowledged.add(line);
        }
        acknowledged.removeLast();
      }
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
      List<String> replayed = new ArrayList<>();
      Journal.open(
              directory,
              JournalSettings.defaults(),
              bytes -> replayed.add(new String(bytes, UTF_8)),
              () -> {})
          .close();
      Set<String> kept = new HashSet<>(replayed);
      assertThat(kept).as("without duplicates").hasSameSizeAs(replayed);
      assertThat(acknowledged)
          .as("acknowledged and lost")
          .filteredOn(r -> !kept.contains(r))
          .isEmpty();
      OrderedRecords.assertEachThreadInOrder(replayed);
    }
  }
}
