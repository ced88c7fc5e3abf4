package chatx.server.bench.torture;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.server.storage.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The torture of the README in its short form, as people start it, over both databases. */
class TortureIT {
  private static final List<String> SIZE =
      List.of("--rooms", "5", "--readers", "12", "--senders", "10", "--rate", "200");

  @Test
  void whateverBreaksNothingAcknowledgedIsLostDoubledOrReorderedOnH2(@TempDir Path folder)
      throws Exception {
    JsonNode report = torture(folder, List.of("--minutes", "0.4", "--gap-ms", "1200"));

    assertThat(report.path("database").asString()).isEqualTo("h2");
    assertKept(report);
  }

  @Test
  void whateverBreaksNothingAcknowledgedIsLostDoubledOrReorderedOnPostgres(@TempDir Path folder)
      throws Exception {
    try (PostgresServer database = PostgresServer.start(folder.resolve("database"))) {
      JsonNode report =
          torture(
              folder,
              List.of(
                  "--database",
                  "postgresql",
                  "--database-url",
                  PostgresServer.settings(database.port(), "").url(),
                  "--faults",
                  "kill,database-cut,cut,swallow,client-kill,pause",
                  "--minutes",
                  "0.3",
                  "--gap-ms",
                  "1200"));

      assertThat(report.path("database").asString()).isEqualTo("postgresql");
      assertKept(report);
    }
  }

  private static void assertKept(JsonNode report) {
    int faults = 0;
    for (JsonNode count : report.path("faults")) {
      faults += count.asInt();
    }
    assertThat(faults).as("faults injected").isGreaterThan(2);
    assertThat(report.path("accepted").asLong()).isGreaterThan(500);
    assertThat(report.path("deliveries").asLong()).isGreaterThan(5_000);
    assertThat(report.path("violationsFound").isEmpty()).as(report.toString()).isTrue();
  }

  private static JsonNode torture(Path folder, List<String> options) throws Exception {
    Path words = folder.resolve("torture.txt");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                System.getProperty("chatx.server.jar"),
                "bench",
                "torture"));
    command.addAll(SIZE);
    command.addAll(options);
    Process torture =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(words.toFile())
            .start();
    assertThat(torture.waitFor(4, TimeUnit.MINUTES)).isTrue();
    String said = Files.readString(words);
    assertThat(torture.exitValue()).as(said).isZero();
    // The report for programs is the last line that is one.
    String json =
        said.lines().filter(line -> line.startsWith("{")).reduce((_, last) -> last).orElseThrow();
    return new JsonMapper().readTree(json);
  }
}
