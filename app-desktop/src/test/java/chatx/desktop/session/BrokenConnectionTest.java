package chatx.desktop.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chatx.desktop.storage.OutboxEntry;
import chatx.desktop.storage.OutboxState;
import chatx.desktop.testing.FaultProxy;
import chatx.desktop.testing.LiveServer;
import chatx.protocol.ClientKey;
import chatx.protocol.MessagePosted;
import chatx.protocol.RoomId;
import chatx.server.Setting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions over a way that is cut, stalls and crawls, and servers that go away. */
@SuppressWarnings("NullAway.Init")
final class BrokenConnectionTest {
  @TempDir private static Path data;
  private static LiveServer server;

  @TempDir private Path folder;
  private FaultProxy way;

  @BeforeAll
  static void start() {
    server = new LiveServer(data, Map.of(Setting.PING_INTERVAL_SECONDS, "1"));
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

  private Device device(String name) {
    return Device.register(server, name, folder.resolve(name), way.address(), new TyrusTransport())
        .online();
  }

  @Test
  void howeverOftenItIsCutNothingIsLostOrDoubled() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    try (Device ada = device("ada1");
        Device linus = device("linus1")) {
      RoomId room = ada.createRoom("Shaky");
      linus.join(room);
      List<String> byAda = new ArrayList<>();
      List<String> byLinus = new ArrayList<>();
      for (int i = 0; i < 150; i++) {
        if (random.nextBoolean()) {
          byAda.add("a" + i);
          var _ = ada.session().send(room, "a" + i);
        } else {
          byLinus.add("l" + i);
          var _ = linus.session().send(room, "l" + i);
        }
        if (random.nextInt(8) == 0) {
          way.cut();
        }
        if (random.nextInt(8) == 0) {
          int all = byAda.size() + byLinus.size();
          await().atMost(Device.PATIENCE).until(() -> linus.witness().bodies(room).size() == all);
        }
      }
      await()
          .atMost(Device.PATIENCE)
          .untilAsserted(() -> {
            assertThat(ada.witness().messages(room)).as("seed %s", seed).hasSize(150);
            assertThat(linus.witness().messages(room)).as("seed %s", seed).hasSize(150);
            assertThat(ada.witness().unsent() + linus.witness().unsent()).isZero();
          });
      assertThat(ada.witness().messages(room)).isEqualTo(linus.witness().messages(room));
      assertThat(by(ada, ada.witness().messages(room))).isEqualTo(byAda);
      assertThat(by(linus, ada.witness().messages(room))).isEqualTo(byLinus);
      assertThat(ada.witness().complaints()).isEmpty();
      assertThat(linus.witness().complaints()).isEmpty();
      assertThat(way.accepted()).as("connections, seed %s", seed).isGreaterThan(6);
      assertThat(ada.store().outbox()).isEmpty();
    }
  }

  private static List<String> by(Device device, List<MessagePosted> messages) {
    return messages.stream()
        .filter(message -> message.author().id().equals(device.account().user().id()))
        .map(MessagePosted::body)
        .toList();
  }

  @Test
  void anAnswerThatIsLostIsAskedForAgainWithTheSameKey() {
    TappedTransport wire = new TappedTransport();
    try (Device ada =
        Device.register(server, "ada2", folder.resolve("ada"), way.address(), wire).online()) {
      RoomId room = ada.createRoom("Echo");
      wire.tap(text ->
          text.contains("message.accepted") || text.contains("message.posted")
              ? List.of()
              : List.of(text));
      ClientKey key = ada.session().send(room, "once").key();
      await().until(() -> sent(wire, key) == 1);
      // The server has answered everything before this.
      ada.ask(new chatx.protocol.OpenRoom(room), chatx.protocol.RoomJoined.class);
      wire.untap();
      way.cut();
      ada.awaitBodies(room, List.of("once"));
      await().until(() -> ada.witness().unsent() == 0);
      assertThat(ada.witness().complaints()).isEmpty();

      // On the next connection it was told by its event, or sent again: never posted twice.
      assertThat(sent(wire, key)).isBetween(1L, 2L);
      assertThat(ada.witness().way(key).getLast()).isEqualTo(OutboxState.REMOVED);
    }
  }

  private static long sent(TappedTransport wire, ClientKey key) {
    return wire.sent().stream().filter(text -> text.contains(key.toString())).count();
  }

  @Test
  void whatIsWrittenWhileTheServerIsAwayArrivesOnceItIsBack() {
    try (Device ada = device("ada3");
        Device linus = device("linus3")) {
      RoomId room = ada.createRoom("Patience");
      linus.join(room);
      server.stop();
      ada.awaitState(ConnectionState.Waiting.class);
      List<String> written = IntStream.range(0, 20).mapToObj(i -> "offline " + i).toList();
      List<ClientKey> keys =
          written.stream().map(body -> ada.session().send(room, body).key()).toList();
      assertThat(ada.store().outbox()).extracting(OutboxEntry::key).isEqualTo(keys);
      server.start();
      linus.awaitBodies(room, written);
      ada.awaitBodies(room, written);
      await().until(() -> ada.witness().unsent() == 0);
      assertThat(ada.witness().complaints()).isEmpty();
      assertThat(linus.witness().complaints()).isEmpty();
    }
  }

  @Test
  void whatIsWrittenOfflineOutlivesTheProgram() {
    try (Device ada = device("ada4")) {
      RoomId room = ada.createRoom("Diary");
      var _ = ada.session().send(room, "before");
      ada.awaitBodies(room, List.of("before"));
      await().until(() -> ada.witness().unsent() == 0);
      way.refuse();
      List<ClientKey> keys = new ArrayList<>();
      keys.add(ada.session().send(room, "one").key());
      keys.add(ada.session().send(room, "two").key());
      ada.restartProgram();

      await().until(() -> ada.witness().latest(keys.getLast()).isPresent());
      assertThat(ada.witness().bodies(room)).isEqualTo(List.of("before"));
      assertThat(ada.witness().room(room).orElseThrow().members())
          .noneMatch(chatx.protocol.Member::online);
      assertThat(ada.session().state()).isInstanceOf(ConnectionState.Stopped.class);
      way.mend();
      ada.online();
      ada.awaitBodies(room, List.of("before", "one", "two"));
      await().until(() -> ada.witness().unsent() == 0);
      assertThat(keys)
          .allSatisfy(key -> assertThat(ada.witness().way(key)).startsWith(OutboxState.QUEUED));
      await()
          .untilAsserted(() ->
              assertThat(ada.witness().room(room).orElseThrow().members())
                  .allMatch(chatx.protocol.Member::online));
      assertThat(ada.witness().complaints()).isEmpty();
    }
  }

  @Test
  void aConnectionThatFallsSilentIsLeftForANewOne() {
    try (Device ada = device("ada5");
        Device linus = Device.register(server, "linus5", folder.resolve("linus")).online()) {
      RoomId room = ada.createRoom("Tunnel");
      linus.join(room);
      way.stall();
      var _ = linus.session().send(room, "are you there?");
      await()
          .atMost(Device.PATIENCE)
          .until(() ->
              ada.witness().states().stream()
                  .anyMatch(state ->
                      state instanceof ConnectionState.Waiting waiting
                          && waiting.trouble() == Trouble.TIMED_OUT));
      ada.awaitBodies(room, List.of("are you there?"));
      assertThat(ada.witness().complaints()).isEmpty();
    }
  }

  @Test
  void bytesThatComeOneByOneAreAConversationToo() {
    way.trickle();
    try (Device ada = device("ada6");
        Device linus = device("linus6")) {
      RoomId room = ada.createRoom("Snail");
      linus.join(room);
      List<String> written = IntStream.range(0, 10).mapToObj(i -> "slow " + i + " 🐌").toList();
      written.forEach(body -> {
        var _ = ada.session().send(room, body);
      });
      linus.awaitBodies(room, written);
      assertThat(linus.witness().complaints()).isEmpty();
    }
  }

  @Test
  void anotherNetworkMeansAnotherConnectionAtOnce() {
    try (Device ada = device("ada7")) {
      RoomId room = ada.createRoom("Train");
      int before = way.accepted();
      way.stall();
      ada.session().networkChanged();
      await().until(() -> way.accepted() > before);
      ada.awaitOnline();
      var _ = ada.session().send(room, "here again");
      ada.awaitBodies(room, List.of("here again"));
    }
  }

  @Test
  void nothingOfAClosedSessionStaysBehind() {
    long before = socketThreads();
    for (int i = 0; i < 3; i++) {
      try (Device ada = device("user" + i)) {
        way.cut();
        await()
            .until(() ->
                ada.witness().states().stream()
                        .filter(ConnectionState.Online.class::isInstance)
                        .count()
                    == 2);
      }
    }
    await().atMost(Device.PATIENCE).until(() -> socketThreads() <= before);
  }

  private static long socketThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("chatx-socket"))
        .count();
  }
}
