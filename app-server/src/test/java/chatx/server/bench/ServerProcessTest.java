package chatx.server.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chatx.server.Setting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerProcessTest {
  private static final List<String> QUICK = List.of("-XX:TieredStopAtLevel=1", "-Xmx256m");
  private static final int SIGTERM = 143;

  @Test
  void aServerRunsStandsStillGoesOnIsKilledAndComesBackOnItsPort(@TempDir Path folder)
      throws Exception {
    try (HttpClient http = HttpClient.newHttpClient();
        ServerProcess server =
            ServerProcess.on(folder.resolve("data"))
                .set(Setting.SERVER_NAME, "Tried")
                .jvm(QUICK)
                .start()) {
      ProcessUsage usage = server.usage();
      assertThat(usage.cpu()).isPositive();
      if (Files.exists(Path.of("/proc/self/status"))) {
        assertThat(usage.residentBytes().orElse(0)).isGreaterThan(32 << 20);
      } else {
        assertThat(usage.residentBytes()).isEqualTo(OptionalLong.empty());
      }
      assertThat(ask(http, server)).isEqualTo(200);
      server.pause();
      assertThatThrownBy(() -> ask(http, server)).isInstanceOf(HttpTimeoutException.class);
      server.resume();
      assertThat(ask(http, server)).isEqualTo(200);

      int port = server.port();
      server.kill();
      assertThat(server.isAlive()).isFalse();
      server.restart();
      assertThat(server.port()).isEqualTo(port);
      assertThat(ask(http, server)).isEqualTo(200);
      assertThat(server.stop()).isEqualTo(SIGTERM);
    }
  }

  @Test
  void aServerThatDoesNotStartIsReportedWithItsLastWords(@TempDir Path folder) {
    assertThatThrownBy(() ->
            ServerProcess.on(folder.resolve("data"))
                .set(Setting.FRAMES_MAX_BYTES, "much")
                .jvm(QUICK)
                .start())
        .isInstanceOf(BenchFailedException.class)
        .hasMessageContaining("frames.max-bytes");
  }

  private static int ask(HttpClient http, ServerProcess server)
      throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(URI.create(server.http() + "/api/v1/server"))
                .timeout(Duration.ofSeconds(2))
                .build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }
}
