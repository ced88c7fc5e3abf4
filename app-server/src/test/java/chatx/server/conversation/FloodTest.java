package chatx.server.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.protocol.JoinRoom;
import chatx.protocol.MessageAccepted;
import chatx.protocol.MessagePosted;
import chatx.protocol.Ping;
import chatx.protocol.Pong;
import chatx.protocol.Problem;
import chatx.protocol.ProblemCode;
import chatx.protocol.RoomId;
import chatx.protocol.RoomJoined;
import chatx.protocol.ServerReply;
import chatx.server.Setting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** S15: what one client does too much of is refused with a wait, and nobody else notices. */
class FloodTest {
  /** The limits of a server that nobody configured: 10 messages a second, 20 at once. */
  private static final int BURST = 20;

  private static final int PER_SECOND = 10;
  private static final int CONNECTIONS = 5;
  private static final int FLOOD = 1_000;

  @Test
  void aFloodIsToldToWaitAlsoOnANewConnectionAndABystanderIsNotAffected(@TempDir Path folder)
      throws Exception {
    try (TestServer server =
            new TestServer(folder, null)
                .withDefaults(
                    Setting.LIMITS_MESSAGES_PER_USER,
                    Setting.LIMITS_COMMANDS_PER_USER,
                    Setting.LIMITS_COMMANDS_PER_CONNECTION);
        TestClient ada = server.register("ada");
        TestClient bob = server.register("bob");
        ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor()) {
      RoomId room = ada.createRoom("Room").id();
      bob.ask(new JoinRoom(room, null), RoomJoined.class);
      try (TestClient first = server.register("mallory")) {
        first.ask(new JoinRoom(room, null), RoomJoined.class);
      }

      AtomicBoolean bystanderIsDone = new AtomicBoolean();
      Future<List<ServerReply>> flood = thread.submit(() -> flood(server, room, bystanderIsDone));
      long start = System.nanoTime();
      for (int i = 0; i < BURST; i++) {
        bob.ask(bob.message(room, "bystander " + i), MessageAccepted.class);
        bob.barrier();
      }
      bystanderIsDone.set(true);
      List<ServerReply> answers = flood.get();
      double seconds = (System.nanoTime() - start) / 1e9;

      List<ServerReply> accepted =
          answers.stream().filter(MessageAccepted.class::isInstance).toList();
      assertThat(answers.size()).isGreaterThanOrEqualTo(CONNECTIONS * FLOOD);
      assertThat(accepted).hasSizeBetween(1, (int) (BURST + PER_SECOND * seconds) + 1);
      assertThat(answers)
          .filteredOn(answer -> !accepted.contains(answer))
          .allSatisfy(answer -> {
            Problem problem = (Problem) answer;
            assertThat(problem.code()).isEqualTo(ProblemCode.RATE_LIMITED);
            assertThat(problem.retryAfterMs()).isBetween(1L, Duration.ofSeconds(1).toMillis());
          });

      List<String> heard = new ArrayList<>();
      while (heard.size() < BURST + accepted.size()) {
        heard.add(ada.expect(MessagePosted.class).body());
      }
      assertThat(ada.eventsSoFar()).noneMatch(frame -> frame.event() instanceof MessagePosted);
      assertThat(heard)
          .filteredOn(body -> body.startsWith("bystander"))
          .isEqualTo(IntStream.range(0, BURST).mapToObj(i -> "bystander " + i).toList());
    }
  }

  /** As fast as the socket takes it, from one connection after the other. */
  private static List<ServerReply> flood(TestServer server, RoomId room, AtomicBoolean enough) {
    List<ServerReply> answers = new ArrayList<>();
    for (int connection = 0; connection < CONNECTIONS || !enough.get(); connection++) {
      try (TestClient mallory = server.connect("mallory")) {
        List<CompletableFuture<ServerReply>> replies = new ArrayList<>();
        for (int i = 0; i < FLOOD; i++) {
          replies.add(mallory.send(mallory.message(room, "flood")));
        }
        replies.forEach(reply -> answers.add(reply.join()));
      }
    }
    return answers;
  }

  @Test
  void aConnectionHasALimitOfItsOwn(@TempDir Path folder) {
    try (TestServer server =
            new TestServer(folder, null)
                .with(Setting.LIMITS_COMMANDS_PER_CONNECTION, "5/1h burst 5");
        TestClient phone = server.register("ada");
        TestClient laptop = server.connect("ada")) {
      List<ServerReply> answers =
          IntStream.range(0, 10).mapToObj(_ -> phone.ask(new Ping())).toList();
      assertThat(answers.subList(0, 4)).allMatch(Pong.class::isInstance);
      assertThat(answers.subList(5, 10))
          .allSatisfy(
              answer -> assertThat(((Problem) answer).code()).isEqualTo(ProblemCode.RATE_LIMITED));
      laptop.barrier();
    }
  }
}
