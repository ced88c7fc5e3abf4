package chatx.desktop.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chatx.desktop.session.ClientSession;
import chatx.desktop.session.ConnectionState;
import chatx.desktop.storage.AccountStore;
import chatx.desktop.storage.SavedAccount;
import chatx.desktop.testing.LiveServer;
import chatx.desktop.testing.MemoryVault;
import chatx.desktop.ui.Work;
import chatx.protocol.DurableEvent;
import chatx.protocol.LoggedEvent;
import chatx.protocol.MemberRole;
import chatx.protocol.ReadHistory;
import chatx.protocol.RoomId;
import chatx.protocol.UnknownEvent;
import chatx.protocol.UserId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * For every kind of event: a model that was told of it shows what a model shows that was opened
 * afterwards, by somebody who has just signed in.
 */
@SuppressWarnings("NullAway.Init")
final class FreshModelTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir private static Path data;
  private static LiveServer server;

  @TempDir private Path folder;
  private int desks;

  @BeforeAll
  static void start() {
    server = new LiveServer(data);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** An account at a computer of its own: session, files, model. This thread is its FX thread. */
  private final class Desk implements AutoCloseable {
    private final Queue<Runnable> fx = new ConcurrentLinkedQueue<>();
    private final AccountStore store;
    private final ClientSession session;
    private final ServerModel model;
    private final SavedAccount account;

    Desk(String name) {
      MemoryVault vault = new MemoryVault();
      account = server.signIn(name, vault);
      try {
        store =
            ((AccountStore.Opened)
                    AccountStore.open(
                        Files.createDirectories(folder.resolve("desk" + ++desks)),
                        Clock.systemUTC()))
                .store();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      model =
          new ServerModel(
              account,
              RoomMemory.of(store),
              new Work(task -> Thread.ofVirtual().start(task), fx::add),
              ZoneOffset.UTC);
      session = ClientSession.open(account, vault, store, model.listener(), Clock.systemUTC());
      model.attach(ServerLink.of(session));
      session.start();
      await()
          .atMost(PATIENCE)
          .until(() -> {
            hop();
            return model.connectionProperty().get() instanceof ConnectionState.Online;
          });
    }

    void hop() {
      for (Runnable next = fx.poll(); next != null; next = fx.poll()) {
        next.run();
      }
    }

    <T> T done(CompletableFuture<Outcome<T>> asked) {
      await()
          .atMost(PATIENCE)
          .until(() -> {
            hop();
            return asked.isDone();
          });
      if (asked.join() instanceof Outcome.Done<T>(T value)) {
        return value;
      }
      throw new AssertionError("the answer was " + asked.join());
    }

    UserId id() {
      return account.user().id();
    }

    /** What is shown of the room once it is open; null while it is not known. */
    @Nullable Shown shown(RoomId id) {
      hop();
      RoomModel room = model.room(id).orElse(null);
      if (room == null) {
        return null;
      }
      model.select(room);
      hop();
      return Shown.of(room);
    }

    @Override
    public void close() {
      session.close();
      model.detach();
      store.close();
    }
  }

  /** All that does not depend on who has read what where. */
  private record Shown(
      String name,
      String topic,
      boolean locked,
      MemberRole myRole,
      int memberCount,
      Set<MemberModel> members,
      long lastSeq,
      Instant lastActivity,
      List<TimelineRow> rows) {
    static Shown of(RoomModel room) {
      return new Shown(
          room.name(),
          room.topicProperty().get(),
          room.lockedProperty().get(),
          room.myRoleProperty().get(),
          room.memberCountProperty().get(),
          Set.copyOf(room.members()),
          room.lastSeq(),
          room.lastActivityProperty().get(),
          room.timeline().rows().stream()
              .filter(row -> !(row instanceof TimelineRow.NewMessages))
              .toList());
    }
  }

  private void assertFresh(Desk told, RoomId room) {
    try (Desk fresh = new Desk(told.account.user().name())) {
      await()
          .atMost(PATIENCE)
          .ignoreExceptionsInstanceOf(NullPointerException.class)
          .untilAsserted(() -> {
            Shown expected = Objects.requireNonNull(fresh.shown(room), "not known yet");
            assertThat(told.shown(room)).isEqualTo(expected);
            assertThat(expected.rows()).isNotEmpty();
          });
    }
  }

  @Test
  void whatWasToldIsWhatIsReadForEveryKindOfEvent() {
    for (String name : List.of("ada", "ben", "eva")) {
      var _ = server.register(name, new MemoryVault());
    }
    try (Desk ada = new Desk("ada");
        Desk ben = new Desk("ben");
        Desk eva = new Desk("eva")) {
      RoomId room = ada.done(ada.model.createRoom("Workshop", "tools", null)).id();
      assertFresh(ada, room);
      var _ = ben.done(ben.model.joinRoom(room, null));
      var _ = eva.done(eva.model.joinRoom(room, null));
      assertFresh(ada, room);
      assertFresh(eva, room);
      RoomModel here = ben.model.room(room).orElseThrow();
      var _ = here.send("hello **all** 🌱 @ada https://example.org");
      await()
          .atMost(PATIENCE)
          .until(() -> {
            ben.hop();
            return here.lastActivityProperty().get().isAfter(Instant.EPOCH);
          });
      assertFresh(ben, room);
      assertFresh(ada, room);
      var _ = ada.done(ada.model.renameRoom(room, "Studio"));
      assertFresh(ben, room);
      var _ = ada.done(ada.model.setTopic(room, "brushes"));
      assertFresh(ben, room);
      var _ = ada.done(ada.model.setRoomPassword(room, "open sesame"));
      assertFresh(ben, room);
      var _ = ada.done(ada.model.setRole(room, ben.id(), MemberRole.MODERATOR));
      assertFresh(ben, room);
      var _ = ben.done(ben.model.kick(room, eva.id(), "paint"));
      assertFresh(ada, room);
      var _ = eva.done(eva.model.joinRoom(room, "open sesame"));
      var _ = eva.done(eva.model.leaveRoom(room));
      assertFresh(ada, room);
      var _ = eva.done(eva.model.joinRoom(room, "open sesame"));
      var _ = ben.done(ben.model.ban(room, eva.id(), null));
      assertFresh(ada, room);

      Set<Class<?>> seen = new HashSet<>();
      for (LoggedEvent event :
          ada.done(ada.model.readHistory(new ReadHistory(room, null, 0L, null, 200, null)))
              .entries()) {
        seen.add(event.event().getClass());
      }
      Set<Class<?>> all = new HashSet<>(Arrays.asList(DurableEvent.class.getPermittedSubclasses()));
      all.remove(UnknownEvent.class);
      assertThat(seen).as("a new kind of event needs its step above").isEqualTo(all);
    }
  }
}
