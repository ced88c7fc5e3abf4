package chatx.server.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.server.Setting;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the runnable jar logs for programs. */
class LogFormatIT {
  private static final String WRONG_PASSWORD = "planted wrong password";

  @Test
  void everyLineIsJsonWithTimeLevelLoggerAndMessageAndWithoutSecrets(@TempDir Path folder)
      throws Exception {
    List<String> log;
    List<String> secrets = new ArrayList<>(List.of("correct horse", WRONG_PASSWORD));
    try (ServerJar server =
        ServerJar.start(
            folder,
            List.of("-XX:TieredStopAtLevel=1"),
            Map.of(Setting.LOG_FORMAT, "json", Setting.LOG_LEVEL, "debug"))) {
      server.register("ada");
      String answer =
          server.post("/api/v1/sessions", ServerJar.credentials("ada", "correct horse 7")).body();
      for (String token : List.of("accessToken", "refreshToken", "deviceToken")) {
        secrets.add(TestServer.field(answer, token));
      }
      server.post("/api/v1/sessions", ServerJar.credentials("ada", WRONG_PASSWORD));
      server.post("/api/v1/sessions", "{\"name\":\"ada\",\"pass\":\"" + WRONG_PASSWORD + "\"}");
      server.post("/api/v1/nothing", "{}");
      server.post("/api/v1/sessions/refresh", "{\"refreshToken\":\"" + WRONG_PASSWORD + "\"}");
      try (TestClient ada = server.connect("ada")) {
        ada.sendText("{\"id\":1,\"type\":\"session.authenticate\",\"data\":{\"token\":7}}");
        ada.sendText("no json\r\n\u2028" + WRONG_PASSWORD);
        ada.barrier();
      }
      // Everybody goes at the moment of the stop, which says no more than that of an empty server.
      List<TestClient> guests = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        server.register("guest" + i);
        guests.add(server.connect("guest" + i));
      }
      guests.forEach(TestClient::abort);
      server.stop();
      log = server.log();
    }
    JsonMapper json = new JsonMapper();
    List<String> loggers = new ArrayList<>();
    for (String line : log) {
      assertThat(line.codePoints().allMatch(c -> c >= ' ' && c < 0x7f)).as(line).isTrue();
      JsonNode event = json.readTree(line);
      assertThat(Instant.parse(event.get("time").asString())).isNotNull();
      assertThat(event.get("level").asString()).as(line).isIn("DEBUG", "INFO");
      assertThat(event.get("message").asString()).isNotEmpty();
      loggers.add(event.get("logger").asString());
      for (String secret : secrets) {
        assertThat(line).doesNotContain(secret);
      }
    }
    // Its own lines, those of libraries that use slf4j, and those that use the JDK's logging.
    assertThat(loggers)
        .contains("chatx.server.ChatServer", "org.glassfish.grizzly.http.server.NetworkListener")
        .anyMatch(name -> name.startsWith("com.zaxxer.hikari"));
  }
}
