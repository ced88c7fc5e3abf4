package chatx.server.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.protocol.EventFrame;
import chatx.protocol.JoinRoom;
import chatx.protocol.MessageAccepted;
import chatx.protocol.MessagePosted;
import chatx.protocol.Problem;
import chatx.protocol.ProblemCode;
import chatx.protocol.RoomId;
import chatx.protocol.RoomJoined;
import chatx.protocol.SendMessage;
import chatx.protocol.ServerReply;
import chatx.server.storage.PostgresServer;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The database goes away and comes back: who asks meanwhile is told to come again, nothing is
 * acknowledged that is not stored, no connection is lost over it, and it goes on by itself. For
 * half a minute: {@code -Dchatx.away.seconds=30}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabaseAwayTest {
  private static final int MESSAGES = 50;

  /** How long it is away at least, and how long its connections are cut. */
  private static final Duration AWAY =
      Duration.ofSeconds(Integer.getInteger("chatx.away.seconds", 2));

  private static final Duration CUT_EVERY = Duration.ofMillis(300);

  /** The promise: so long after the database is back, everything is as before. */
  private static final Duration BACK = Duration.ofSeconds(5);

  private PostgresServer postgres;
  private int rooms;

  @BeforeAll
  void start(@TempDir Path folder) {
    postgres = PostgresServer.start(folder);
  }

  @AfterAll
  void stop() {
    postgres.close();
  }

  @Test
  void whileItIsStoppedEverybodyIsToldToComeAgainAndAfterwardsItGoesOnByItself(
      @TempDir Path folder) {
    try (TestServer server = new TestServer(folder, PostgresServer.settings(postgres.port(), ""));
        TestClient ada = server.register("ada");
        TestClient bob = server.register("bob")) {
      RoomId room = room(ada, bob);
      ada.ask(ada.message(room, "before"), MessageAccepted.class);
      int threads = ManagementFactory.getThreadMXBean().getThreadCount();

      postgres.stop();
      long stopped = System.nanoTime();
      List<SendMessage> messages =
          IntStream.range(0, MESSAGES).mapToObj(i -> ada.message(room, "message " + i)).toList();
      List<CompletableFuture<ServerReply>> replies = messages.stream().map(ada::send).toList();
      for (CompletableFuture<ServerReply> reply : replies) {
        Problem problem = (Problem) reply.join();
        assertThat(problem.code()).isEqualTo(ProblemCode.UNAVAILABLE);
        assertThat(problem.code().retryable()).isTrue();
        assertThat(problem.retryAfterMs()).isPositive();
      }
      assertThat(server.post("/api/v1/sessions", sign("ada"), null).statusCode()).isEqualTo(503);
      assertThat(ManagementFactory.getThreadMXBean().getThreadCount())
          .as("threads do not pile up")
          .isLessThan(threads + 20);

      while (System.nanoTime() - stopped < AWAY.toNanos()) {
        assertThat(ada.refused(messages.getFirst())).isEqualTo(ProblemCode.UNAVAILABLE);
        LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
      }
      postgres.start();
      long back = System.nanoTime();
      Map<String, Long> accepted = new ConcurrentHashMap<>();
      for (SendMessage message : messages) {
        accepted.put(message.body(), Persistence.sendUntilAccepted(ada, message).seq());
      }
      assertThat(Duration.ofNanos(System.nanoTime() - back)).isLessThan(BACK);
      assertThat(server.post("/api/v1/sessions", sign("ada"), null).statusCode()).isEqualTo(201);
      Persistence.assertHeardOnce(bob, room, accepted);
    } finally {
      postgres.stop();
      postgres.start();
    }
  }

  @Test
  void whoeverCutsItsConnectionsLosesNobodysMessage(@TempDir Path folder) {
    try (TestServer server = new TestServer(folder, PostgresServer.settings(postgres.port(), ""));
        TestClient ada = server.register("cut-ada");
        TestClient bob = server.register("cut-bob")) {
      RoomId room = room(ada, bob);
      CompletableFuture<Void> cutting =
          CompletableFuture.runAsync(() -> {
            for (long until = System.nanoTime() + AWAY.toNanos(); System.nanoTime() < until; ) {
              postgres.terminateBackends();
              LockSupport.parkNanos(CUT_EVERY.toNanos());
            }
          });
      Map<String, Long> accepted = new ConcurrentHashMap<>();
      for (int i = 0; !cutting.isDone() || i < MESSAGES; i++) {
        SendMessage message = ada.message(room, "message " + i);
        accepted.put(message.body(), Persistence.sendUntilAccepted(ada, message).seq());
      }
      cutting.join();
      Persistence.assertHeardOnce(bob, room, accepted);
    }
  }

  /** The commit takes place, its answer is lost, and the sender never asks again. */
  @Test
  void whatWasCommittedIsToldThoughTheCommitsAnswerWasLost(@TempDir Path folder) throws Exception {
    try (AnswerLosingProxy proxy = AnswerLosingProxy.before(postgres.port());
        TestServer server =
            new TestServer(folder, PostgresServer.settings(proxy.port(), "?prepareThreshold=0"));
        TestClient ada = server.register("lost-ada");
        TestClient bob = server.register("lost-bob")) {
      RoomId room = room(ada, bob);
      ada.ask(ada.message(room, "before"), MessageAccepted.class);
      proxy.loseTheNextCommitsAnswer();
      SendMessage message = ada.message(room, "lost answer");
      assertThat(ada.refused(message)).isEqualTo(ProblemCode.UNAVAILABLE);
      assertThat(proxy.hasLostIt()).isTrue();
      assertThat(bob.expect(MessagePosted.class).body()).isEqualTo("before");
      EventFrame told = bob.expectFrame(MessagePosted.class);
      assertThat(((MessagePosted) told.event()).body()).isEqualTo("lost answer");
      assertThat(ada.ask(message, MessageAccepted.class).seq()).isEqualTo(told.seq());
      MessageAccepted next = ada.ask(ada.message(room, "after"), MessageAccepted.class);
      assertThat(bob.expectFrame(MessagePosted.class).seq()).isEqualTo(next.seq());
    }
  }

  private RoomId room(TestClient ada, TestClient bob) {
    RoomId room = ada.createRoom("Away " + ++rooms).id();
    bob.ask(new JoinRoom(room, null), RoomJoined.class);
    return room;
  }

  private static String sign(String name) {
    return "{\"name\":\"" + name + "\",\"password\":\"correct horse 7\"}";
  }
}
