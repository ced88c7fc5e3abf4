package chatx.desktop.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chatx.desktop.testing.FaultProxy;
import chatx.desktop.testing.LiveServer;
import chatx.protocol.ClientKey;
import chatx.protocol.HistoryPage;
import chatx.protocol.LoggedEvent;
import chatx.protocol.MessagePosted;
import chatx.protocol.ReadHistory;
import chatx.protocol.RoomId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One answer of the server that does not get through, and what becomes of the question. */
@SuppressWarnings("NullAway.Init")
final class LostOnTheWayTest {
  private static final Pattern ACCEPTED_SEQ = Pattern.compile("\"seq\":(\\d+)");

  @TempDir private static Path data;
  private static LiveServer server;

  @TempDir private Path folder;
  private FaultProxy way;

  @BeforeAll
  static void start() {
    server = new LiveServer(data);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void pave() {
    way = new FaultProxy(server.port());
  }

  @AfterEach
  void unpave() {
    way.close();
  }

  private Device device(String name, Transport transport) {
    return Device.register(server, name, folder.resolve(name), way.address(), transport);
  }

  private static List<LoggedEvent> messages(Device device, RoomId room) {
    return device
        .ask(new ReadHistory(room, null, null, null, 200, null), HistoryPage.class)
        .entries()
        .stream()
        .filter(event -> event.event() instanceof MessagePosted)
        .toList();
  }

  @Test
  void aHandshakeThatIsCutIsNoticedLongBeforeTheLibraryWould() {
    try (Device ada = device("cut", new TyrusTransport())) {
      way.cutInsteadOf("101 ");
      ada.session().start();
      await().atMost(Duration.ofSeconds(6)).until(way::hasLost);
      await()
          .atMost(Duration.ofSeconds(6))
          .until(() -> ada.session().state() instanceof ConnectionState.Online);
      assertThat(ada.witness().complaints()).isEmpty();
    }
  }

  @Test
  void aHandshakeThatIsNeverAnsweredIsLeftForAnother() {
    try (Device ada = device("stalled", new TyrusTransport())) {
      way.stallInsteadOf("101 ");
      ada.session().start();
      await()
          .atMost(Duration.ofSeconds(6))
          .until(() -> ada.session().state() instanceof ConnectionState.Online);
      RoomId room = ada.createRoom("After the tunnel");
      // What was given up does not disturb what came after it.
      way.mend();
      var _ = ada.session().send(room, "here");
      ada.awaitBodies(room, List.of("here"));
      assertThat(ada.witness().states())
          .filteredOn(ConnectionState.Waiting.class::isInstance)
          .hasSize(1);
    }
  }

  @Test
  void aMessageWhoseAcknowledgementIsLostIsThereOnce() {
    TappedTransport wire = new TappedTransport();
    try (Device ada = device("unheard", wire).online()) {
      RoomId room = ada.createRoom("Echo");
      way.cutInsteadOf("message.accepted");
      ClientKey key = ada.session().send(room, "once").key();
      await().until(way::hasLost);
      ada.awaitBodies(room, List.of("once"));
      await().until(() -> ada.witness().unsent() == 0);
      ada.awaitOnline();
      assertThat(messages(ada, room)).hasSize(1);
      assertThat(ada.witness().messages(room))
          .extracting(MessagePosted::clientKey)
          .containsExactly(key);
      assertThat(ada.store().outbox()).isEmpty();
      assertThat(ada.witness().complaints()).isEmpty();
    }
  }

  /** The client does not see on its return that the message is there, so it has to ask again. */
  @Test
  void aMessageThatIsSentAgainWithItsKeyGetsTheFirstAnswerAgain() {
    TappedTransport wire = new TappedTransport();
    List<String> answers = new CopyOnWriteArrayList<>();
    try (Device ada = device("again", wire).online()) {
      RoomId room = ada.createRoom("Once only");
      way.cutInsteadOf("message.accepted");
      String another = UUID.randomUUID().toString();
      wire.tap(text -> {
        if (text.contains("message.accepted")) {
          answers.add(text);
        }
        Matcher own = Pattern.compile("\"clientKey\":\"([0-9a-f-]+)\"").matcher(text);
        return List.of(own.replaceAll("\"clientKey\":\"" + another + "\""));
      });
      ClientKey key = ada.session().send(room, "once").key();
      String sent = key.toString();
      await().until(() -> ada.witness().unsent() == 0);
      assertThat(wire.sent()).filteredOn(text -> text.contains(sent)).hasSize(2);
      wire.untap();

      List<LoggedEvent> stored = messages(ada, room);
      assertThat(stored).hasSize(1);
      assertThat(((MessagePosted) stored.getFirst().event()).clientKey()).isEqualTo(key);
      assertThat(answers).hasSize(1);
      Matcher seq = ACCEPTED_SEQ.matcher(answers.getFirst());
      assertThat(seq.find()).isTrue();
      assertThat(Long.parseLong(seq.group(1))).isEqualTo(stored.getFirst().seq());
      assertThat(ada.store().outbox()).isEmpty();
      assertThat(ada.witness().complaints()).isEmpty();
    }
  }
}
