package chatx.desktop.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import chatx.desktop.storage.OutboxEntry;
import chatx.desktop.storage.OutboxState;
import chatx.desktop.testing.LiveServer;
import chatx.protocol.ClientKey;
import chatx.protocol.CreateRoom;
import chatx.protocol.JoinRoom;
import chatx.protocol.KickMember;
import chatx.protocol.LeaveRoom;
import chatx.protocol.ListMyRooms;
import chatx.protocol.Problem;
import chatx.protocol.ProblemCode;
import chatx.protocol.RoomId;
import chatx.protocol.RoomJoined;
import chatx.protocol.SendMessage;
import chatx.server.Setting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What two people's sessions do when nothing breaks. */
@SuppressWarnings("NullAway.Init")
final class ConversationTest {
  @TempDir private static Path data;
  private static LiveServer server;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    server = new LiveServer(data, Map.of(Setting.LIMITS_MESSAGES_PER_USER, "10/1s burst 10"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private Device device(String name) {
    return Device.register(server, name, folder.resolve(name)).online();
  }

  @Test
  void twoPeopleTalk() {
    try (Device ada = device("ada");
        Device linus = device("linus")) {
      RoomId room = ada.createRoom("Garden");
      linus.join(room);
      OutboxEntry hello = ada.session().send(room, "Hello 🌱");
      linus.awaitBodies(room, List.of("Hello 🌱"));
      var _ = linus.session().send(room, "Hi");
      ada.awaitBodies(room, List.of("Hello 🌱", "Hi"));

      await().until(() -> ada.witness().unsent() == 0);
      assertThat(ada.witness().way(hello.key()))
          .containsExactly(
              OutboxState.QUEUED, OutboxState.SENDING, OutboxState.ACCEPTED, OutboxState.REMOVED);
      assertThat(ada.store().outbox()).isEmpty();
      assertThat(ada.session().me().orElseThrow().name()).isEqualTo("ada");
      assertThat(ada.witness().states().stream().map(Object::getClass).toList())
          .isEqualTo(
              List.of(
                  ConnectionState.Connecting.class,
                  ConnectionState.CatchingUp.class,
                  ConnectionState.Online.class));
      assertThat(ada.witness().complaints()).isEmpty();
      assertThat(linus.witness().complaints()).isEmpty();
    }
  }

  @Test
  void sendingFasterThanTheServerAllowsGoesOnByItself() {
    try (Device ada = device("hasty")) {
      RoomId room = ada.createRoom("Fast lane");
      List<String> written = new ArrayList<>();
      List<ClientKey> keys = new ArrayList<>();
      for (int i = 0; i < 25; i++) {
        written.add("message " + i);
        keys.add(ada.session().send(room, "message " + i).key());
      }
      ada.awaitBodies(room, written);
      await().until(() -> ada.witness().unsent() == 0);
      assertThat(keys)
          .anySatisfy(key ->
              assertThat(ada.witness().way(key))
                  .startsWith(OutboxState.QUEUED, OutboxState.SENDING, OutboxState.QUEUED));
      assertThat(keys)
          .allSatisfy(key -> assertThat(ada.witness().way(key)).doesNotContain(OutboxState.FAILED));
    }
  }

  @Test
  void aMessageThatCannotBeTakenWaitsForAPersonAndTheNextOneGoes() {
    try (Device ada = device("wordy")) {
      RoomId room = ada.createRoom("Long words");
      OutboxEntry long1 = ada.session().send(room, "x".repeat(4001));
      OutboxEntry long2 = ada.session().send(room, "y".repeat(1_000_000));
      OutboxEntry empty = ada.session().send(room, "  ");
      var _ = ada.session().send(room, "short");
      ada.awaitBodies(room, List.of("short"));

      assertThat(ada.witness().latest(long1.key()))
          .hasValueSatisfying(entry -> {
            assertThat(entry.state()).isEqualTo(OutboxState.FAILED);
            assertThat(entry.problem()).extracting(Problem::code).isEqualTo(ProblemCode.TOO_LONG);
          });
      assertThat(ada.witness().latest(long2.key()))
          .hasValueSatisfying(entry -> assertThat(entry.state()).isEqualTo(OutboxState.FAILED));
      assertThat(ada.witness().latest(empty.key()))
          .hasValueSatisfying(entry ->
              assertThat(entry.problem()).extracting(Problem::code).isEqualTo(ProblemCode.EMPTY));
      assertThat(ada.session().state()).isInstanceOf(ConnectionState.Online.class);
      assertThat(ada.store().outbox()).hasSize(3);

      ada.session().retry(empty.key());
      await()
          .until(() ->
              ada.witness().way(empty.key()).stream().filter(OutboxState.FAILED::equals).count()
                  == 2);
      ada.session().discard(long1.key());
      ada.session().discard(long2.key());
      ada.session().discard(empty.key());
      await().until(() -> ada.witness().unsent() == 0);
      assertThat(ada.store().outbox()).isEmpty();
    }
  }

  @Test
  void aRoomIsSeenOnAllDevicesOfAPersonAndEndsOnAll() {
    try (Device first = device("twice");
        Device second = Device.another(server, "twice", folder.resolve("second")).online()) {
      RoomId room = first.createRoom("Both desks");
      await().until(() -> second.witness().room(room).isPresent());
      var _ = second.session().send(room, "from the second");
      first.awaitBodies(room, List.of("from the second"));
      first.ask(new chatx.protocol.DeleteRoom(room), chatx.protocol.Done.class);
      await().until(() -> second.witness().room(room).isEmpty());
      assertThat(first.witness().gone()).containsExactly(room + " DELETED null");
      assertThat(second.witness().gone()).containsExactly(room + " DELETED twice");
      assertThat(second.store().rooms()).isEmpty();
    }
  }

  @Test
  void aPrivateRoomTakesTheRightPasswordOnly() {
    try (Device host = device("keeper");
        Device guest = device("visitor")) {
      RoomId room =
          host.ask(new CreateRoom("Vault", null, "open sesame"), RoomJoined.class).state().id();
      assertThat(guest.ask(new JoinRoom(room, "wrong word 1"), Problem.class).code())
          .isEqualTo(ProblemCode.WRONG_ROOM_PASSWORD);
      assertThat(guest.witness().room(room)).isEmpty();
      guest.ask(new JoinRoom(room, "open sesame"), RoomJoined.class);
      assertThat(guest.witness().room(room)).isPresent();

      OutboxEntry late = host.session().send(room, "welcome");
      guest.awaitBodies(room, List.of("welcome"));
      assertThat(late.problem()).isNull();
      host.ask(new KickMember(room, guest.account().user().id(), "bye"), chatx.protocol.Done.class);
      await().until(() -> guest.witness().room(room).isEmpty());
      assertThat(guest.witness().gone()).containsExactly(room + " KICKED keeper");
      OutboxEntry outside = guest.session().send(room, "let me in");
      await()
          .until(() ->
              guest
                  .witness()
                  .latest(outside.key())
                  .map(entry -> entry.state() == OutboxState.FAILED)
                  .orElse(false));
    }
  }

  @Test
  void leavingEndsTheRoomHere() {
    try (Device owner = device("stayer");
        Device leaver = device("leaver")) {
      RoomId room = owner.createRoom("Doors");
      leaver.join(room);
      leaver.ask(new LeaveRoom(room), chatx.protocol.Done.class);
      assertThat(leaver.witness().gone()).containsExactly(room + " LEFT null");
      leaver.join(room);
      var _ = owner.session().send(room, "again");
      leaver.awaitBodies(room, List.of("again"));
      assertThat(leaver.witness().complaints()).isEmpty();
    }
  }

  @Test
  void withoutAConnectionCommandsAreAnsweredAtOnce() {
    try (Device ada = Device.register(server, "offline", folder.resolve("offline"))) {
      assertThat(ada.ask(new ListMyRooms(), Problem.class).code())
          .isEqualTo(ProblemCode.UNAVAILABLE);
      SendMessage message =
          new SendMessage(new RoomId(UUID.randomUUID()), new ClientKey(UUID.randomUUID()), "x");
      assertThatThrownBy(
              () -> {
                var _ = ada.session().request(message);
              })
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
