package chatx.server.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chatx.protocol.CreateRoom;
import chatx.protocol.HistoryPage;
import chatx.protocol.JoinRoom;
import chatx.protocol.MessageAccepted;
import chatx.protocol.OpenRoom;
import chatx.protocol.Problem;
import chatx.protocol.ProblemCode;
import chatx.protocol.ReadHistory;
import chatx.protocol.RoomId;
import chatx.protocol.RoomJoined;
import chatx.protocol.SendMessage;
import chatx.protocol.ServerReply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A small real disk is filled by something else while people talk: they are told so, nothing that
 * was acknowledged is lost, readers go on, and when there is room again so does everybody.
 */
@EnabledIfSystemProperty(
    named = "user.name",
    matches = "root",
    disabledReason = "only root may mount a disk")
class DiskFullTest {
  private static final int MEGABYTES = 8;

  /** The promise. */
  private static final Duration BACK = Duration.ofSeconds(5);

  private static final Duration ANSWER = Duration.ofSeconds(5);

  /** Longer than the embedded database keeps what was committed before it writes. */
  private static final Duration WRITTEN_BEHIND = Duration.ofSeconds(2);

  private static final String TEXT = "x".repeat(1_000);

  @TempDir Path folder;

  private SmallDisk disk;
  private Neighbourhood street;
  private TestClient ada;
  private TestClient bob;
  private RoomId room;
  private RoomId quiet;
  private final Map<String, Long> accepted = new HashMap<>();
  private final Map<String, SendMessage> refused = new LinkedHashMap<>();

  @BeforeEach
  void start() {
    disk = SmallDisk.mount(folder, MEGABYTES);
    street = Neighbourhood.start(disk.folder(), Map.of());
    ada = street.register("ada");
    bob = street.register("bob");
    room = ada.createRoom("A small disk").id();
    quiet = bob.createRoom("Nobody writes here").id();
    bob.ask(new JoinRoom(room, null), RoomJoined.class);
    for (int i = 0; i < 20; i++) {
      tell(accept("early " + i));
    }
    assertThat(refused).isEmpty();
  }

  @AfterEach
  void stop() {
    ada.close();
    bob.close();
    street.close();
    disk.close();
  }

  @Test
  void whileThereIsNoRoomNothingIsAcknowledgedReadersGoOnAndAfterwardsNothingIsLost() {
    disk.fillUpTo(1 << 20);
    tell(say(50));
    assertThat(refused).hasSizeGreaterThan(40);
    assertReading();
    bob.ask(new OpenRoom(room), RoomJoined.class);
    assertThat(ada.refused(new CreateRoom("No room for it", null, null)))
        .isEqualTo(ProblemCode.STORAGE_FULL);
    assertThatAllAreBack();

    // At once and to the last byte, in the middle of writing.
    tell(sayWhile(() -> disk.fillUpTo(0)));
    assertThat(disk.usable()).isZero();
    tell(say(100));
    assertThat(refused).hasSizeGreaterThan(100);
    // The database now tries to write what it had put off, and cannot.
    await()
        .during(WRITTEN_BEHIND)
        .atMost(WRITTEN_BEHIND.multipliedBy(2))
        .untilAsserted(this::assertReading);
    assertThatAllAreBack();
    assertThat(street.log()).doesNotContain("closed itself");

    Persistence.assertHeardOnce(bob, room, accepted);
    Persistence.assertStoredOnce(bob, room, accepted);
    street.server().kill();
    street.server().restart();
    try (TestClient later = street.connect(bob.token())) {
      Persistence.assertStoredOnce(later, room, accepted);
    }
  }

  @Test
  void aServerThatIsStoppedWhileNothingIsLeftEndsAndKeepsWhatItAcknowledged() {
    tell(sayWhile(() -> disk.fillUpTo(0)));
    street.server().stop();
    disk.free();
    street.server().restart();
    try (TestClient later = street.connect(bob.token())) {
      Persistence.assertStoredOnce(later, room, accepted);
    }
  }

  /** Goes on for a moment after it is done, too: nobody looks at the disk for each message. */
  private Map<SendMessage, CompletableFuture<ServerReply>> sayWhile(Runnable something) {
    CompletableFuture<Void> done = CompletableFuture.runAsync(something);
    Map<SendMessage, CompletableFuture<ServerReply>> replies = new LinkedHashMap<>();
    while (!done.isDone()) {
      replies.putAll(say(1));
    }
    done.join();
    replies.putAll(say(20));
    return replies;
  }

  private Map<SendMessage, CompletableFuture<ServerReply>> accept(String body) {
    SendMessage message = ada.message(room, body);
    return Map.of(message, ada.send(message));
  }

  private Map<SendMessage, CompletableFuture<ServerReply>> say(int messages) {
    Map<SendMessage, CompletableFuture<ServerReply>> replies = new LinkedHashMap<>();
    IntStream.range(0, messages)
        .mapToObj(i -> ada.message(room, System.nanoTime() + " " + i + " " + TEXT))
        .forEach(message -> replies.put(message, ada.send(message)));
    return replies;
  }

  /** Everybody is answered, and whoever is refused knows why. */
  private void tell(Map<SendMessage, CompletableFuture<ServerReply>> replies) {
    replies.forEach((message, answer) -> {
      switch (answer.orTimeout(ANSWER.toMillis(), TimeUnit.MILLISECONDS).join()) {
        case MessageAccepted stored -> accepted.put(message.body(), stored.seq());
        case Problem problem -> {
          assertThat(problem.code()).isEqualTo(ProblemCode.STORAGE_FULL);
          assertThat(problem.code().retryable()).isTrue();
          refused.put(message.body(), message);
        }
        case ServerReply other -> throw new AssertionError(other);
      }
    });
  }

  private void assertReading() {
    HistoryPage page = bob.ask(new ReadHistory(room, null, 0L, null, 20, null), HistoryPage.class);
    assertThat(page.entries()).hasSize(20);
    bob.ask(new OpenRoom(quiet), RoomJoined.class);
    bob.barrier();
  }

  private void assertThatAllAreBack() {
    disk.free();
    long free = System.nanoTime();
    for (SendMessage message : refused.values()) {
      accepted.put(message.body(), Persistence.sendUntilAccepted(ada, message).seq());
    }
    refused.clear();
    ada.createRoom("Room again " + free);
    assertThat(Duration.ofNanos(System.nanoTime() - free)).isLessThan(BACK);
  }
}
