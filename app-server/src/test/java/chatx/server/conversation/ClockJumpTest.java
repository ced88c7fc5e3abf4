package chatx.server.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.protocol.Authenticate;
import chatx.protocol.Authenticated;
import chatx.protocol.EventFrame;
import chatx.protocol.HistoryPage;
import chatx.protocol.JoinRoom;
import chatx.protocol.LoggedEvent;
import chatx.protocol.MessageAccepted;
import chatx.protocol.MessagePosted;
import chatx.protocol.Problem;
import chatx.protocol.ProblemCode;
import chatx.protocol.ReadHistory;
import chatx.protocol.ResumeRoom;
import chatx.protocol.ResumeStatus;
import chatx.protocol.RoomId;
import chatx.protocol.RoomJoined;
import chatx.protocol.RoomResumed;
import chatx.protocol.SendMessage;
import chatx.protocol.ServerReply;
import chatx.protocol.codec.FrameCodec;
import chatx.server.Setting;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The clock of the server is set while it runs, as NTP or a person does it. */
class ClockJumpTest {
  /** How far the clock is off, one after the other; the last one is right again. */
  private static final List<Duration> JUMPS =
      List.of(
          Duration.ofHours(1),
          Duration.ofHours(-1),
          Duration.ofDays(1),
          Duration.ofDays(-1),
          Duration.ZERO);

  private static final int MESSAGES = 20;

  private final MovableClock clock = new MovableClock();
  @TempDir Path folder;

  @Test
  void numbersAloneSayTheOrderAndNobodyIsDisturbed() {
    try (TestServer server = new TestServer(folder, null, clock);
        TestClient ada = server.register("ada");
        TestClient bob = server.register("bob")) {
      RoomId room = ada.createRoom("Time and again").id();
      bob.ask(new JoinRoom(room, null), RoomJoined.class);
      SendMessage first = ada.message(room, "first");
      MessageAccepted answer = ada.ask(first, MessageAccepted.class);
      List<String> said = new ArrayList<>(List.of("first"));
      for (Duration jump : JUMPS) {
        clock.setAhead(jump);
        for (int i = 0; i < MESSAGES; i++) {
          said.add(jump + " " + i);
          ada.ask(ada.message(room, said.getLast()), MessageAccepted.class);
        }
        assertThat(ada.ask(first, MessageAccepted.class)).isEqualTo(answer);
      }
      bob.barrier();
      List<EventFrame> heard =
          bob.received().stream().filter(frame -> frame.event() instanceof MessagePosted).toList();
      assertThat(heard).extracting(frame -> body(frame.event())).isEqualTo(said);
      assertThat(heard)
          .extracting(EventFrame::seq)
          .isEqualTo(LongStream.range(3, 3 + said.size()).boxed().toList());
      HistoryPage page =
          bob.ask(new ReadHistory(room, null, 2L, null, 200, null), HistoryPage.class);
      assertThat(page.entries()).extracting(entry -> body(entry.event())).isEqualTo(said);
      RoomResumed resumed = bob.ask(new ResumeRoom(room, 2), RoomResumed.class);
      assertThat(resumed.status()).isEqualTo(ResumeStatus.LIVE);
      assertThat(resumed.events()).isEqualTo(page.entries());
      assertThat(resumed.events())
          .as("times go back, which is what a client must not order by")
          .isNotEqualTo(
              resumed.events().stream()
                  .sorted(java.util.Comparator.comparing(LoggedEvent::at))
                  .toList());
    }
  }

  /**
   * A token may have run out, or be of the future: both are healed by a refresh, and never does
   * anybody have to give the password again.
   */
  @Test
  void whateverTheClockSaysARefreshIsAllThatASessionNeeds() {
    try (TestServer server = new TestServer(folder, null, clock);
        TestClient ada = server.register("ada")) {
      String tokens =
          server
              .post("/api/v1/sessions", "{\"name\":\"ada\",\"password\":\"correct horse 7\"}", null)
              .body();
      for (Duration jump : JUMPS) {
        clock.setAhead(jump);
        ada.barrier();
        String access = TestServer.field(tokens, "accessToken");
        try (TestClient again = server.guest()) {
          ServerReply reply = again.ask(new Authenticate(access));
          if (reply instanceof Problem problem) {
            assertThat(problem.code()).as("at %s", jump).isEqualTo(ProblemCode.SESSION_EXPIRED);
          }
          HttpResponse<String> refreshed =
              server.post(
                  "/api/v1/sessions/refresh",
                  "{\"refreshToken\":\"" + TestServer.field(tokens, "refreshToken") + "\"}",
                  null);
          assertThat(refreshed.statusCode()).as("at %s", jump).isEqualTo(200);
          tokens = refreshed.body();
        }
        try (TestClient back =
            TestClient.connect(
                server.socket(), new FrameCodec(), TestServer.field(tokens, "accessToken"))) {
          back.barrier();
        }
        assertThat(tokens)
            .as("a client is told how long, never until when: its own clock does not matter")
            .contains("\"accessSeconds\":600")
            .doesNotContain("T00:", "Z\"");
      }
      assertThat(ada.ask(new Authenticate(TestServer.field(tokens, "accessToken"))))
          .as("the connection that was open all the time is in order, and another's session")
          .isNotInstanceOf(Authenticated.class);
      ada.barrier();
    }
  }

  @Test
  void deadlinesAndLimitsRunOnTheirOwnClock() {
    try (TestServer server =
            new TestServer(folder, null, clock)
                .with(Setting.SIGN_IN_SECONDS, "2")
                .with(Setting.LIMITS_MESSAGES_PER_USER, "3/1h");
        TestClient ada = server.register("ada")) {
      RoomId room = ada.createRoom("Time and again").id();
      for (int i = 0; i < 3; i++) {
        ada.ask(ada.message(room, "message " + i), MessageAccepted.class);
      }
      try (TestClient guest = server.guest()) {
        long opened = System.nanoTime();
        clock.setAhead(Duration.ofDays(1));
        guest.barrier();
        Problem limited = ada.ask(ada.message(room, "one more"), Problem.class);
        assertThat(limited.code()).isEqualTo(ProblemCode.RATE_LIMITED);
        assertThat(limited.retryAfterMs()).isBetween(1L, Duration.ofHours(1).toMillis());
        clock.setAhead(Duration.ofDays(-1));
        assertThat(guest.expectClose()).isEqualTo(4001);
        assertThat(Duration.ofNanos(System.nanoTime() - opened))
            .isBetween(Duration.ofMillis(1_900), Duration.ofSeconds(5));
        ada.barrier();
      }
    }
  }

  private static @org.jspecify.annotations.Nullable String body(chatx.protocol.ServerEvent event) {
    return event instanceof MessagePosted posted ? posted.body() : null;
  }
}
