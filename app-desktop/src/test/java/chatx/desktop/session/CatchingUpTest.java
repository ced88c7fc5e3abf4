package chatx.desktop.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chatx.desktop.storage.RoomSnapshot;
import chatx.desktop.testing.LiveServer;
import chatx.protocol.BanUser;
import chatx.protocol.Done;
import chatx.protocol.DurableEvent;
import chatx.protocol.KickMember;
import chatx.protocol.LeaveRoom;
import chatx.protocol.Limits;
import chatx.protocol.LoggedEvent;
import chatx.protocol.MemberRole;
import chatx.protocol.OpenRoom;
import chatx.protocol.RenameRoom;
import chatx.protocol.RoomId;
import chatx.protocol.RoomJoined;
import chatx.protocol.RoomState;
import chatx.protocol.SetRole;
import chatx.protocol.SetRoomPassword;
import chatx.protocol.SetTopic;
import chatx.protocol.UnknownEvent;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a session knows of rooms is what the server would say if it were asked. */
@SuppressWarnings("NullAway.Init")
final class CatchingUpTest {
  @TempDir private static Path data;
  private static LiveServer server;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    server = new LiveServer(data);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private Device device(String name) {
    return Device.register(server, name, folder.resolve(name)).online();
  }

  /** Until what the device knows is what a fresh answer says. */
  private static void assertFresh(Device device, RoomId room) {
    await()
        .atMost(Device.PATIENCE)
        .untilAsserted(() -> {
          RoomState fresh = device.ask(new OpenRoom(room), RoomJoined.class).state();
          assertThat(device.witness().room(room)).hasValue(fresh);
        });
    assertThat(device.witness().complaints()).isEmpty();
  }

  @Test
  void oldStateAndEventsAreAFreshFetchForEveryEvent() {
    try (Device ada = device("ada");
        Device linus = device("linus");
        Device mallory = device("mallory")) {
      RoomId room = ada.createRoom("Everything");
      // From the first event on: as a client would that has nothing but the log.
      linus.join(room);
      assertFresh(ada, room);
      mallory.join(room);
      assertFresh(ada, room);
      var _ = linus.session().send(room, "a message");
      assertFresh(ada, room);
      ada.ask(new SetTopic(room, "a topic"), Done.class);
      assertFresh(linus, room);
      ada.ask(new RenameRoom(room, "Everything else"), Done.class);
      assertFresh(linus, room);
      ada.ask(new SetRoomPassword(room, "open sesame"), Done.class);
      assertFresh(linus, room);
      ada.ask(new SetRole(room, linus.account().user().id(), MemberRole.MODERATOR), Done.class);
      assertFresh(mallory, room);
      ada.ask(new SetRole(room, linus.account().user().id(), MemberRole.OWNER), Done.class);
      assertFresh(mallory, room);
      linus.ask(new KickMember(room, mallory.account().user().id(), "out"), Done.class);
      assertFresh(ada, room);
      linus.ask(new BanUser(room, mallory.account().user().id(), null), Done.class);
      assertFresh(ada, room);
      ada.session().close();
      assertFresh(linus, room);
      ada.restartProgram();
      ada.online();
      assertFresh(ada, room);
      assertFresh(linus, room);
      ada.ask(new LeaveRoom(room), Done.class);
      assertFresh(linus, room);

      // Every kind of event was among them.
      List<LoggedEvent> log =
          linus
              .ask(
                  new chatx.protocol.ReadHistory(room, null, null, null, 200, null),
                  chatx.protocol.HistoryPage.class)
              .entries();
      Set<Class<?>> seen = new HashSet<>();
      log.forEach(logged -> seen.add(logged.event().getClass()));
      Set<Class<?>> all = new HashSet<>(Arrays.asList(DurableEvent.class.getPermittedSubclasses()));
      all.remove(UnknownEvent.class);
      assertThat(seen).isEqualTo(all);

      // And from nothing but the log the same room comes out.
      RoomState fresh = linus.ask(new OpenRoom(room), RoomJoined.class).state();
      RoomState replayed = new RoomState(room, "", "", false, 0, 0, List.of());
      for (LoggedEvent logged : log) {
        replayed = RoomReducer.apply(replayed, logged);
      }
      assertThat(replayed).isEqualTo(fresh);
    }
  }

  @Test
  void anEventThatGoesMissingIsFetched() {
    TappedTransport wire = new TappedTransport();
    try (Device ada = device("gap-ada");
        Device linus =
            Device.register(
                    server, "gap-linus", folder.resolve("gap-linus"), server.address(), wire)
                .online()) {
      RoomId room = ada.createRoom("Holes");
      linus.join(room);
      wire.tap(text -> text.contains("lost on the way") ? List.of() : List.of(text));
      var _ = ada.session().send(room, "lost on the way");
      ada.awaitBodies(room, List.of("lost on the way"));
      wire.untap();
      List<String> all = new ArrayList<>(List.of("lost on the way"));
      for (int i = 0; i < 20; i++) {
        all.add("after " + i);
        var _ = ada.session().send(room, "after " + i);
      }
      linus.awaitBodies(room, all);
      assertThat(linus.witness().complaints()).isEmpty();
      assertThat(wire.sent()).anyMatch(text -> text.contains("room.resume"));
    }
  }

  @Test
  void anEventThatComesTwiceIsToldOnce() {
    TappedTransport wire = new TappedTransport();
    try (Device ada =
        Device.register(server, "double", folder.resolve("double"), server.address(), wire)
            .online()) {
      RoomId room = ada.createRoom("Echoes");
      wire.tap(text -> List.of(text, text));
      List<String> all = IntStream.range(0, 10).mapToObj(i -> "m" + i).toList();
      all.forEach(body -> {
        var _ = ada.session().send(room, body);
      });
      ada.awaitBodies(room, all);
      assertFresh(ada, room);
      assertThat(ada.witness().complaints()).isEmpty();
    }
  }

  @Test
  void anEventOfANewerServerKeepsItsNumber() {
    TappedTransport wire = new TappedTransport();
    try (Device ada =
        Device.register(server, "newer", folder.resolve("newer"), server.address(), wire)
            .online()) {
      RoomId room = ada.createRoom("Future");
      wire.tap(text ->
          text.contains("from tomorrow")
              ? List.of(text.replace("message.posted", "message.beamed"))
              : List.of(text));
      var _ = ada.session().send(room, "from tomorrow");
      var _ = ada.session().send(room, "from today");
      ada.awaitBodies(room, List.of("from today"));
      assertThat(ada.witness().events(room))
          .extracting(LoggedEvent::event)
          .startsWith(new UnknownEvent("message.beamed"));
      await().until(() -> ada.witness().unsent() == 0);
      assertThat(ada.witness().complaints()).isEmpty();
    }
  }

  @Test
  void somethingThatIsNoFrameEndsTheConnectionAndNotTheSession() {
    TappedTransport wire = new TappedTransport();
    try (Device ada =
        Device.register(server, "garbled", folder.resolve("garbled"), server.address(), wire)
            .online()) {
      RoomId room = ada.createRoom("Noise");
      wire.tap(text -> text.contains("message.posted") ? List.of("{\"type\":") : List.of(text));
      var _ = ada.session().send(room, "hello");
      await()
          .until(() ->
              ada.witness().states().stream()
                  .anyMatch(state ->
                      state instanceof ConnectionState.Waiting waiting
                          && waiting.trouble() == Trouble.BROKEN));
      wire.untap();
      ada.awaitBodies(room, List.of("hello"));
      await().until(() -> ada.witness().unsent() == 0);
      assertThat(ada.witness().complaints()).isEmpty();
    }
  }

  @Test
  void aLongAbsenceIsReadInPages() {
    try (Device ada = device("page-ada");
        Device linus = device("page-linus")) {
      RoomId room = ada.createRoom("Pages");
      linus.join(room);
      linus.session().close();
      List<String> all = IntStream.range(0, 600).mapToObj(i -> "page " + i).toList();
      all.forEach(body -> {
        var _ = ada.session().send(room, body);
      });
      await().atMost(Device.PATIENCE).until(() -> ada.witness().unsent() == 0);
      linus.restartProgram();
      linus.online();
      // Of what was restored and what came, the newest are these, without a hole.
      assertThat(linus.witness().bodies(room)).endsWith(all.toArray(String[]::new));
      assertFresh(linus, room);
    }
  }

  @Test
  void moreRoomsThanOneQuestionTakesAreAskedForInSeveral() {
    TappedTransport wire = new TappedTransport();
    try (Device ada = device("many-ada");
        Device linus =
            Device.register(
                    server, "many-linus", folder.resolve("many-linus"), server.address(), wire)
                .online()) {
      List<RoomId> real = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        RoomId room = ada.createRoom("Of many " + i);
        linus.join(room);
        real.add(room);
      }
      linus.session().close();
      // Their ids come first, so that the real rooms are in the last question.
      int ended = 2 * Limits.RESUME_ROOMS + 5;
      for (int i = 0; i < ended; i++) {
        RoomId room = new RoomId(new UUID(0, i));
        linus
            .store()
            .enter(
                new RoomSnapshot(
                    new RoomState(room, "Ended", "", false, 1, 1, List.of()), List.of()));
      }
      real.forEach(room -> {
        var _ = ada.session().send(room, "meanwhile");
      });
      await().atMost(Device.PATIENCE).until(() -> ada.witness().unsent() == 0);
      linus.restartProgram();
      linus.online();
      assertThat(wire.sent().stream().filter(text -> text.contains("session.resume")).count())
          .as("the first start asked once")
          .isEqualTo(1 + 3);
      assertThat(linus.witness().gone()).hasSize(ended);
      for (RoomId room : real) {
        assertThat(linus.witness().bodies(room)).containsExactly("meanwhile");
        assertThat(linus.witness().statesOf(room)).as("told without a hole").isEmpty();
        var _ = ada.session().send(room, "live");
        linus.awaitBodies(room, List.of("meanwhile", "live"));
      }
      assertThat(linus.witness().complaints()).isEmpty();
    }
  }

  @Test
  void aServerThatWasSetBackIsBelieved() {
    try (Device ada = device("ahead")) {
      RoomId room = ada.createRoom("Backup");
      ada.session().close();
      RoomState real = ada.witness().room(room).orElseThrow();
      ada.store()
          .enter(
              new RoomSnapshot(
                  new RoomState(
                      room,
                      "a name of tomorrow",
                      real.topic(),
                      real.locked(),
                      real.lastSeq() + 100,
                      real.memberCount(),
                      real.members()),
                  List.of()));
      ada.restartProgram();
      ada.online();
      assertThat(ada.witness().statesOf(room)).hasSize(1);
      assertThat(ada.witness().room(room).orElseThrow().name()).isEqualTo("Backup");
      assertFresh(ada, room);
      var _ = ada.session().send(room, "on we go");
      ada.awaitBodies(room, List.of("on we go"));
    }
  }

  @Test
  void roomsThatEndedOrBeganMeanwhileAreKnownAfterwards() {
    try (Device ada = device("meanwhile-ada");
        Device linus = device("meanwhile-linus")) {
      RoomId ended = ada.createRoom("Ends");
      linus.join(ended);
      linus.session().close();
      ada.ask(new KickMember(ended, linus.account().user().id(), null), Done.class);
      RoomId begun;
      try (Device desk =
          Device.another(server, "meanwhile-linus", folder.resolve("desk")).online()) {
        begun = desk.createRoom("Begins");
      }
      linus.restartProgram();
      linus.online();
      assertThat(linus.witness().room(ended)).isEmpty();
      assertThat(linus.witness().gone()).containsExactly(ended + " null null");
      assertFresh(linus, begun);
    }
  }

  @Test
  void ofACrowdOnlyTheNumberIsKept() {
    RoomState room =
        new RoomState(
            new RoomId(new java.util.UUID(1, 1)), "Crowd", "", false, 9, 5_000, List.of());
    RoomState after =
        RoomReducer.apply(
            room,
            new LoggedEvent(
                10,
                Instant.EPOCH,
                new chatx.protocol.MemberLeft(
                    new chatx.protocol.UserSummary(
                        new chatx.protocol.UserId(new java.util.UUID(2, 2)), "x", "X"))));
    assertThat(after.memberCount()).isEqualTo(4_999);
    assertThat(after.lastSeq()).isEqualTo(10);
  }
}
