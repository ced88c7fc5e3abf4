package chatx.server.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chatx.server.bench.load.BareDialect;
import chatx.server.bench.load.Crowd;
import chatx.server.bench.scenario.LoadScenario;
import chatx.server.bench.yardstick.BroadcastServer;
import chatx.server.secret.SecretFiles;
import chatx.server.tls.ServerTls;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code --tls on} measures is encrypted, and counted as well as without. Never its speed. */
class EncryptedBenchTest {
  @TempDir Path folder;

  @Test
  void underLoadNothingGetsLostInWssAndTheReportSaysThatItWasWss() {
    Report report;
    try (Site site = ShortSite.in(folder, true)) {
      report =
          new LoadScenario(
                  site,
                  new LoadScenario.Plan(
                      List.of(LoadScenario.Shape.parse("2x5/4")),
                      Duration.ofMillis(400),
                      Duration.ofMillis(400),
                      List.of(BroadcastServer.Flush.BATCHED)))
              .run();
      assertThat(site.folder().resolve("server.log")).content().contains("ready on https://");
      assertThat(site.folder().resolve("yardstick-keys")).isNotEmptyDirectory();
    }
    assertThat(report.faults()).isEmpty();
    assertThat(report.table().getFirst()).isEqualTo("over wss, TLS 1.3");
    JsonNode json = new JsonMapper().readTree(report.json());
    assertThat(json.path("machine").path("transport").asString()).isEqualTo("wss, TLS 1.3");
    List<JsonNode> underLoad =
        json.path("rows").valueStream().filter(row -> row.has("sent")).toList();
    assertThat(underLoad)
        .extracting(row -> row.path("server").asString())
        .containsExactly("ChatX, H2", "Netty, flush batched");
    assertThat(underLoad)
        .allSatisfy(row -> assertThat(row.path("delivered").asLong()).isPositive());
  }

  @Test
  void theEncryptedYardstickServesWhoSpeaksTlsAndNobodyElse() throws Exception {
    ServerTls tls = ServerTls.ofOwnKey(SecretFiles.in(folder), Map.of(), Clock.systemUTC());
    for (BroadcastServer.Flush flush : BroadcastServer.Flush.values()) {
      try (BroadcastServer server = BroadcastServer.start(flush, tls::engine);
          Crowd encrypted = new Crowd(new BareDialect(), Door.encrypted(server.port()), 2, 5);
          Crowd plain = new Crowd(new BareDialect(), Door.plain(server.port()), 1, 1)) {
        encrypted.connect();
        encrypted.saturate(4, Duration.ofMillis(300));
        encrypted.settle();
        assertThat(encrypted.count().delivered()).isPositive();
        assertThat(encrypted.count().isClean()).as(encrypted.count().faults()).isTrue();
        assertThatThrownBy(plain::connect).isInstanceOf(BenchFailedException.class);
      }
    }
  }
}
