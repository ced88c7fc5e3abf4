package chatx.server.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chatx.protocol.BanUser;
import chatx.protocol.CreateRoom;
import chatx.protocol.Done;
import chatx.protocol.JoinRoom;
import chatx.protocol.KickMember;
import chatx.protocol.LeaveRoom;
import chatx.protocol.ListMyRooms;
import chatx.protocol.MemberBanned;
import chatx.protocol.MemberJoined;
import chatx.protocol.MemberKicked;
import chatx.protocol.MemberLeft;
import chatx.protocol.MemberRole;
import chatx.protocol.MessageAccepted;
import chatx.protocol.MessagePosted;
import chatx.protocol.MyRooms;
import chatx.protocol.OpenRoom;
import chatx.protocol.PasswordChanged;
import chatx.protocol.PresenceChanged;
import chatx.protocol.RenameRoom;
import chatx.protocol.ResumeRoom;
import chatx.protocol.ResumeStatus;
import chatx.protocol.RoleChanged;
import chatx.protocol.RoomCreated;
import chatx.protocol.RoomEntered;
import chatx.protocol.RoomExited;
import chatx.protocol.RoomId;
import chatx.protocol.RoomJoined;
import chatx.protocol.RoomRenamed;
import chatx.protocol.RoomResumed;
import chatx.protocol.ServerEvent;
import chatx.protocol.ServerStopping;
import chatx.protocol.SetRole;
import chatx.protocol.SetRoomPassword;
import chatx.protocol.SetTopic;
import chatx.protocol.TopicChanged;
import chatx.protocol.UnknownEvent;
import chatx.protocol.codec.FrameCodec;
import chatx.server.storage.StorageSettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * For every event type: what a client knew and the events since then are what it would be told
 * anew. A type without a story here fails, so a new event comes with one, and with its line in
 * {@link RoomView}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EventFoldTest {
  /** Says nothing about rooms, or is what a client makes of an event that it is too old for. */
  private static final Set<Class<?>> OF_NO_ROOM = Set.of(ServerStopping.class, UnknownEvent.class);

  /**
   * Ada owns a room in which Bob and Cleo are. Bob has two devices there and a third that slept.
   */
  private final class Cast implements AutoCloseable {
    final TestClient ada = device("ada");
    final TestClient bob = device("bob");
    final TestClient cleo = device("cleo");
    final TestClient eve = device("eve");
    final RoomId room = ada.createRoom("Room " + UUID.randomUUID()).id();
    final TestClient watching;
    final RoomView asleep;

    Cast() {
      for (TestClient member : List.of(bob, cleo)) {
        member.ask(new JoinRoom(room, null), RoomJoined.class);
      }
      watching = device("bob");
      watching.ask(new OpenRoom(room), RoomJoined.class);
      asleep = view(watching, room).copy();
    }

    @Override
    public void close() {
      Stream.of(ada, bob, cleo, eve, watching).forEach(TestClient::close);
    }
  }

  /** What makes each event happen. Afterwards Bob is a member where he has not been shown out. */
  private static final Map<Class<? extends ServerEvent>, Consumer<Cast>> STORIES =
      Map.ofEntries(
          Map.entry(
              RoomCreated.class,
              cast ->
                  cast.bob.ask(
                      new CreateRoom("Room " + UUID.randomUUID(), "plans", "swordfish 42"),
                      RoomJoined.class)),
          Map.entry(
              RoomRenamed.class,
              cast -> done(cast.ada, new RenameRoom(cast.room, "Room " + UUID.randomUUID()))),
          Map.entry(
              TopicChanged.class, cast -> done(cast.ada, new SetTopic(cast.room, "something new"))),
          Map.entry(
              PasswordChanged.class,
              cast -> {
                cast.ada.ask(new SetRoomPassword(cast.room, "swordfish 42"), Done.class);
                cast.eve.ask(new JoinRoom(cast.room, "swordfish 42"), RoomJoined.class);
              }),
          Map.entry(
              MemberJoined.class,
              cast -> cast.eve.ask(new JoinRoom(cast.room, null), RoomJoined.class)),
          Map.entry(MemberLeft.class, cast -> done(cast.cleo, new LeaveRoom(cast.room))),
          Map.entry(
              MemberKicked.class,
              cast -> {
                done(cast.ada, new KickMember(cast.room, cast.cleo.me().id(), "noise"));
                cast.cleo.ask(new JoinRoom(cast.room, null), RoomJoined.class);
              }),
          Map.entry(
              MemberBanned.class,
              cast -> {
                done(cast.ada, new BanUser(cast.room, cast.cleo.me().id(), null));
                done(cast.ada, new BanUser(cast.room, cast.eve.me().id(), "never was here"));
              }),
          Map.entry(
              RoleChanged.class,
              cast -> {
                done(cast.ada, new SetRole(cast.room, cast.bob.me().id(), MemberRole.MODERATOR));
                done(cast.ada, new SetRole(cast.room, cast.cleo.me().id(), MemberRole.OWNER));
              }),
          Map.entry(
              MessagePosted.class,
              cast -> cast.ada.ask(cast.ada.message(cast.room, "hello"), MessageAccepted.class)),
          Map.entry(
              PresenceChanged.class,
              cast -> {
                cast.cleo.close();
                cast.watching.expect(PresenceChanged.class);
              }),
          Map.entry(
              RoomEntered.class,
              cast -> {
                RoomId second = cast.ada.createRoom("Room " + UUID.randomUUID()).id();
                cast.bob.ask(new JoinRoom(second, null), RoomJoined.class);
              }),
          Map.entry(
              RoomExited.class,
              cast -> done(cast.ada, new KickMember(cast.room, cast.bob.me().id(), null))));

  private final Map<String, String> tokens = new HashMap<>();
  private TestServer server;

  abstract @Nullable StorageSettings database();

  @BeforeAll
  void start(@TempDir Path folder) {
    server = new TestServer(folder, database());
    for (String name : List.of("ada", "bob", "cleo", "eve")) {
      try (TestClient client = server.register(name)) {
        tokens.put(name, client.token());
      }
    }
  }

  @AfterAll
  void stop() {
    server.close();
  }

  static Stream<Class<?>> events() {
    return leaves(ServerEvent.class).filter(type -> !OF_NO_ROOM.contains(type));
  }

  @ParameterizedTest
  @MethodSource("events")
  void anOldStateAndTheEventsSinceThenAreWhatAFreshLookGives(Class<? extends ServerEvent> type) {
    Consumer<Cast> story = STORIES.get(type);
    if (story == null) {
      throw new AssertionError("tell in STORIES how " + type.getSimpleName() + " comes about");
    }
    try (Cast cast = new Cast()) {
      Set<RoomId> before = earlier(cast);
      story.accept(cast);
      try (TestClient fresh = device("bob");
          TestClient woken = device("bob")) {
        Set<RoomId> mine =
            fresh.ask(new ListMyRooms(), MyRooms.class).rooms().stream()
                .map(room -> room.room().id())
                .filter(room -> !before.contains(room))
                .collect(Collectors.toSet());
        await().untilAsserted(() -> assertThat(cast.watching.views().keySet()).isEqualTo(mine));
        for (RoomId room : mine) {
          fresh.ask(new OpenRoom(room), RoomJoined.class);
          agree(cast.watching, fresh, room);
          woken.remember(room, room.equals(cast.room) ? cast.asleep : RoomView.ofNothing(room));
          resume(woken, room);
          agreeButForPresence("by a resume", woken, fresh, room);
          woken.remember(room, RoomView.ofNothing(room));
          resume(woken, room);
          agreeButForPresence("from the first event on", woken, fresh, room);
        }
        assertThat(
                Stream.concat(
                    cast.watching.seen().stream(),
                    woken.views().values().stream().flatMap(view -> view.seen().stream())))
            .as("the story is about it")
            .contains(type);
      }
    }
  }

  /** Bob's rooms of other stories. */
  private static Set<RoomId> earlier(Cast cast) {
    return cast.bob.ask(new ListMyRooms(), MyRooms.class).rooms().stream()
        .map(room -> room.room().id())
        .filter(room -> !room.equals(cast.room))
        .collect(Collectors.toSet());
  }

  /** Presence travels apart from the rest, so it may come a little later. */
  private static void agree(TestClient client, TestClient fresh, RoomId room) {
    await()
        .untilAsserted(
            () -> assertThat(view(client, room).state()).isEqualTo(view(fresh, room).state()));
  }

  /** Who came and went while a client slept is no event that it gets later. */
  private static void agreeButForPresence(
      String how, TestClient client, TestClient fresh, RoomId room) {
    assertThat(view(client, room).withoutPresence())
        .as(how)
        .isEqualTo(view(fresh, room).withoutPresence());
  }

  private static void resume(TestClient client, RoomId room) {
    RoomResumed answer;
    do {
      answer = client.ask(new ResumeRoom(room, view(client, room).lastSeq()), RoomResumed.class);
    } while (answer.status() == ResumeStatus.MORE);
  }

  private static RoomView view(TestClient client, RoomId room) {
    RoomView view = client.views().get(room);
    if (view == null) {
      throw new AssertionError("not subscribed to " + room);
    }
    return view;
  }

  private static void done(TestClient client, chatx.protocol.ClientCommand command) {
    client.ask(command, Done.class);
  }

  private TestClient device(String name) {
    return TestClient.connect(
        server.socket(), new FrameCodec(), Objects.requireNonNull(tokens.get(name)));
  }

  private static Stream<Class<?>> leaves(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(EventFoldTest::leaves)
        : Stream.of(type);
  }
}
