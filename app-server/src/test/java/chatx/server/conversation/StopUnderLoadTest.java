package chatx.server.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.protocol.JoinRoom;
import chatx.protocol.MessageAccepted;
import chatx.protocol.ResumeRoom;
import chatx.protocol.ResumeStatus;
import chatx.protocol.RoomId;
import chatx.protocol.RoomJoined;
import chatx.protocol.RoomResumed;
import chatx.protocol.SendMessage;
import chatx.protocol.ServerReply;
import chatx.protocol.ServerStopping;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that is told to stop in the middle of everything. */
class StopUnderLoadTest {
  private static final Duration DRAINED = Duration.ofSeconds(5);
  private static final int MESSAGES = 2_000;

  /** Of the messages at least so many are accepted before the signal comes. */
  private static final int SOME = 200;

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  void everybodyIsToldToComeBackAndNothingThatWasAcceptedIsLost(String signal, @TempDir Path folder)
      throws Exception {
    try (Neighbourhood street = Neighbourhood.start(folder, Map.of())) {
      TestClient ada = street.register("ada");
      TestClient bob = street.register("bob");
      RoomId room = ada.createRoom("To be continued").id();
      bob.ask(new JoinRoom(room, null), RoomJoined.class);

      Map<SendMessage, CompletableFuture<ServerReply>> replies = new LinkedHashMap<>();
      for (int i = 0; i < MESSAGES; i++) {
        SendMessage message = ada.message(room, "message " + i);
        replies.put(message, ada.send(message));
        if (i == SOME) {
          replies.get(message).get(20, TimeUnit.SECONDS);
        }
      }
      long told = System.nanoTime();
      Process kill =
          new ProcessBuilder("kill", "-" + signal, Long.toString(street.server().pid())).start();
      assertThat(kill.waitFor()).isZero();
      for (TestClient client : List.of(ada, bob)) {
        assertThat(client.expectClose()).isIn(1001, 1012);
        assertThat(client.expect(ServerStopping.class).reconnectAfterMs()).isPositive();
      }
      street.server().stop();
      assertThat(Duration.ofNanos(System.nanoTime() - told)).isLessThan(DRAINED);

      Map<String, Long> accepted = new HashMap<>();
      replies.forEach((message, reply) -> {
        if (reply.getNow(null) instanceof MessageAccepted answer) {
          accepted.put(message.body(), answer.seq());
        }
      });
      assertThat(accepted).hasSizeGreaterThan(SOME);

      street.server().restart();
      try (TestClient again = street.connect(ada.token());
          TestClient back = street.connect(bob.token())) {
        // Of those that were answered some, of those that were not all.
        List<SendMessage> resent =
            replies.keySet().stream()
                .filter(message ->
                    !accepted.containsKey(message.body()) || message.body().endsWith("00"))
                .toList();
        for (SendMessage message : resent) {
          long seq = Persistence.sendUntilAccepted(again, message).seq();
          Long before = accepted.put(message.body(), seq);
          assertThat(before == null || before == seq).as(message.body()).isTrue();
        }
        Persistence.assertStoredOnce(again, room, accepted);
        back.remember(room, Objects.requireNonNull(bob.views().get(room)));
        RoomView view = Objects.requireNonNull(back.views().get(room));
        while (back.ask(new ResumeRoom(room, view.lastSeq()), RoomResumed.class).status()
            != ResumeStatus.LIVE) {
          // The next page.
        }
        assertThat(view.state().lastSeq()).isEqualTo(MESSAGES + 2L);
      }
      ada.close();
      bob.close();
    }
  }
}
