package chatx.server;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.server.storage.Database;
import chatx.server.storage.StorageSettings;
import chatx.server.storage.TestDatabases;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HousekeepingTest {
  @Test
  void aChoreThatFailsComesAgain() {
    AtomicInteger runs = new AtomicInteger();
    try (Housekeeping housekeeping = new Housekeeping()) {
      housekeeping.every(
          Duration.ofMillis(1),
          "a test",
          () -> {
            runs.incrementAndGet();
            throw new IllegalStateException("out of soap");
          });
      Awaitility.await().until(() -> runs.get() >= 3);
    }
  }

  @Test
  void nothingRunsOnceItIsClosed() {
    AtomicBoolean open = new AtomicBoolean(true);
    AtomicInteger late = new AtomicInteger();
    AtomicInteger runs = new AtomicInteger();
    Housekeeping housekeeping = new Housekeeping();
    housekeeping.every(
        Duration.ofMillis(1),
        "a test",
        () -> {
          runs.incrementAndGet();
          if (!open.get()) {
            late.incrementAndGet();
          }
        });
    Awaitility.await().until(() -> runs.get() >= 3);
    housekeeping.close();
    open.set(false);
    int before = runs.get();
    Awaitility.await().during(Duration.ofMillis(50)).until(() -> runs.get() == before);
    assertThat(late).hasValue(0);
  }

  @Test
  void aRunningServerDeletesRefreshTokensThatRanOut(@TempDir Path folder) throws Exception {
    StorageSettings storage = TestDatabases.postgres();
    ServerConfig config =
        ServerConfig.of(
            Map.of(
                Setting.DATA, folder.toString(),
                Setting.HOST, "127.0.0.1",
                Setting.PORT, "0",
                Setting.TLS, "off",
                Setting.PASSWORDS_COST, "4",
                Setting.DATABASE_URL, storage.url(),
                Setting.DATABASE_USER, "postgres"));
    try (ChatServer today = ChatServer.start(config, Clock.systemUTC())) {
      post(today.port(), "/api/v1/accounts");
      post(today.port(), "/api/v1/sessions");
    }
    try (Database database = Database.open(storage)) {
      assertThat(tokens(database)).isEqualTo(1);
      Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(31));
      try (ChatServer nextMonth = ChatServer.start(config, later)) {
        assertThat(nextMonth.port()).isPositive();
        Awaitility.await().until(() -> tokens(database) == 0);
      }
    }
  }

  private static int tokens(Database database) {
    return database
        .transactions()
        .read(tx -> tx.sql().fetchCount(org.jooq.impl.DSL.table("refresh_tokens")));
  }

  private static void post(int port, String path) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                  .header("Content-Type", "application/json")
                  .POST(
                      HttpRequest.BodyPublishers.ofString(
                          "{\"name\":\"ada\",\"password\":\"correct horse 7\"}"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(201);
    }
  }
}
