package chatx.server.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.protocol.HistoryPage;
import chatx.protocol.LoggedEvent;
import chatx.protocol.MessageAccepted;
import chatx.protocol.MessagePosted;
import chatx.protocol.ReadHistory;
import chatx.protocol.RoomId;
import chatx.protocol.ServerReply;
import chatx.protocol.codec.FrameCodec;
import chatx.server.Setting;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runnable jar, killed without warning while people talk. */
class KilledServerIT {
  private static final int ROUNDS = 3;
  private static final int MESSAGES = 2_000;

  /** Of each round at least so many are acknowledged before the kill. */
  private static final int SOME = 200;

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void whatWasAcknowledgedIsThereAfterKill9(@TempDir Path folder) throws Exception {
    Map<String, Long> acknowledged = new HashMap<>();
    RoomId room = null;
    for (int round = 0; round < ROUNDS; round++) {
      Process server = start(folder);
      int port = portOf(server);
      if (round == 0) {
        post(port, "/api/v1/accounts", "{\"name\":\"ada\",\"password\":\"correct horse 7\"}");
      }
      TestClient ada = connect(port);
      if (room == null) {
        room = ada.createRoom("Killed rooms").id();
      }
      Map<String, CompletableFuture<ServerReply>> replies = new HashMap<>();
      CompletableFuture<ServerReply> first = new CompletableFuture<>();
      for (int i = 0; i < MESSAGES; i++) {
        String body = "round " + round + " message " + i;
        CompletableFuture<ServerReply> reply = ada.send(ada.message(room, body));
        replies.put(body, reply);
        if (i == SOME) {
          first = reply;
        }
        if (i == MESSAGES / 2) {
          first.get(20, TimeUnit.SECONDS);
        }
      }
      server.destroyForcibly().waitFor();
      replies.forEach((body, reply) -> {
        if (reply.getNow(null) instanceof MessageAccepted accepted) {
          acknowledged.put(body, accepted.seq());
        }
      });
      ada.close();
    }
    Process server = start(folder);
    try (TestClient ada = connect(portOf(server))) {
      Map<String, Long> stored = new HashMap<>();
      List<Long> seqs = new ArrayList<>();
      long after = 0;
      boolean more = true;
      while (more) {
        HistoryPage page =
            ada.ask(
                new ReadHistory(Objects.requireNonNull(room), null, after, null, 200, null),
                HistoryPage.class);
        for (LoggedEvent entry : page.entries()) {
          seqs.add(entry.seq());
          if (entry.event() instanceof MessagePosted posted) {
            assertThat(stored.put(posted.body(), entry.seq())).isNull();
          }
        }
        after = seqs.getLast();
        more = page.hasMoreAfter();
      }
      assertThat(acknowledged.size()).isGreaterThan(ROUNDS * SOME);
      assertThat(stored).containsAllEntriesOf(acknowledged);
      for (int i = 0; i < seqs.size(); i++) {
        assertThat(seqs.get(i)).isEqualTo(i + 1);
      }
    } finally {
      server.destroy();
      server.waitFor();
    }
  }

  private TestClient connect(int port) throws Exception {
    String answer =
        post(port, "/api/v1/sessions", "{\"name\":\"ada\",\"password\":\"correct horse 7\"}");
    return TestClient.connect(
        URI.create("ws://127.0.0.1:" + port + "/ws"),
        new FrameCodec(),
        TestServer.field(answer, "accessToken"));
  }

  private String post(int port, String path, String json) throws Exception {
    return http.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .version(HttpClient.Version.HTTP_1_1)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private static Process start(Path folder) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-jar",
            System.getProperty("chatx.server.jar"),
            "serve",
            "--host",
            "127.0.0.1",
            "--port",
            "0",
            "--data",
            folder.toString());
    builder.environment().put(Setting.PASSWORDS_COST.variable(), "4");
    builder.environment().put(Setting.LIMITS_MESSAGES_PER_USER.variable(), "100000/1s");
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    return builder.start();
  }

  private static int portOf(Process server) throws IOException {
    BufferedReader out =
        new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
    String line = String.valueOf(out.readLine());
    String marker = "\"port\":";
    int start = line.indexOf(marker) + marker.length();
    return Integer.parseInt(line.substring(start).split("[,}]", 2)[0].strip());
  }
}
