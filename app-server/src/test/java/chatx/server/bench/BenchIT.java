package chatx.server.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The measurements of the README in their short form, as people start them. Never their speed. */
class BenchIT {
  private static final List<String> FAULTS = List.of("lost", "doubled", "misordered", "misrouted");

  @Test
  void everythingUnderLoadArrivesOnceInOrderAndWhereItBelongs(@TempDir Path folder)
      throws Exception {
    Path json = folder.resolve("all.json");
    Path words = folder.resolve("all.txt");
    Process bench =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                System.getProperty("chatx.server.jar"),
                "bench",
                "all",
                "--short",
                "--folder",
                folder.toString(),
                "--json",
                json.toString())
            .redirectErrorStream(true)
            .redirectOutput(words.toFile())
            .start();
    assertThat(bench.waitFor(4, TimeUnit.MINUTES)).isTrue();
    assertThat(bench.exitValue()).as(Files.readString(words)).isZero();

    JsonNode report = new JsonMapper().readTree(Files.readString(json));
    assertThat(report.path("faults").isEmpty()).isTrue();
    int underLoad = 0;
    for (JsonNode row : report.path("rows")) {
      if (!row.has("sent")) {
        continue;
      }
      underLoad++;
      assertThat(row.path("delivered").asLong()).as(row.toString()).isPositive();
      for (String fault : FAULTS) {
        assertThat(row.path(fault).asLong(-1)).as(fault + " in " + row).isZero();
      }
      if (row.path("server").asString().startsWith("ChatX")) {
        assertThat(row.path("acknowledged").asLong()).isEqualTo(row.path("sent").asLong());
      }
    }
    assertThat(underLoad).isEqualTo(6);
    assertThat(report.toString()).contains("idle connections", "first start", "newest page");
  }
}
