package chatx.server.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.protocol.HistoryPage;
import chatx.protocol.LoggedEvent;
import chatx.protocol.MessageAccepted;
import chatx.protocol.MessagePosted;
import chatx.protocol.ReadHistory;
import chatx.protocol.RoomId;
import chatx.protocol.ServerReply;
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

  @Test
  void whatWasAcknowledgedIsThereAfterKill9(@TempDir Path folder) throws Exception {
    Map<String, Long> acknowledged = new HashMap<>();
    RoomId room = null;
    for (int round = 0; round < ROUNDS; round++) {
      ServerJar server = start(folder);
      if (round == 0) {
        server.register("ada");
      }
      TestClient ada = server.connect("ada");
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
      server.kill();
      replies.forEach((body, reply) -> {
        if (reply.getNow(null) instanceof MessageAccepted accepted) {
          acknowledged.put(body, accepted.seq());
        }
      });
      ada.close();
    }
    try (ServerJar server = start(folder);
        TestClient ada = server.connect("ada")) {
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
    }
  }

  private static ServerJar start(Path folder) throws Exception {
    return ServerJar.start(folder, List.of(), Map.of());
  }
}
