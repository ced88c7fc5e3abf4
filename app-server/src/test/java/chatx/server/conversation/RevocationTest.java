package chatx.server.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.protocol.Authenticate;
import chatx.protocol.BanUser;
import chatx.protocol.ClientCommand;
import chatx.protocol.DeleteRoom;
import chatx.protocol.Done;
import chatx.protocol.EventFrame;
import chatx.protocol.ExitReason;
import chatx.protocol.JoinRoom;
import chatx.protocol.KickMember;
import chatx.protocol.LeaveRoom;
import chatx.protocol.MessageAccepted;
import chatx.protocol.MessagePosted;
import chatx.protocol.OpenRoom;
import chatx.protocol.PresenceChanged;
import chatx.protocol.ProblemCode;
import chatx.protocol.ReadHistory;
import chatx.protocol.ResumeRoom;
import chatx.protocol.RoomExited;
import chatx.protocol.RoomId;
import chatx.protocol.RoomJoined;
import chatx.protocol.ServerReply;
import chatx.server.admin.Outcome;
import chatx.server.storage.StorageSettings;
import chatx.server.storage.TestDatabases;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** S3: a right that ends, ends for the sockets that are open. */
class RevocationTest {

  @Nested
  class OnH2 extends Contract {
    @Override
    @Nullable StorageSettings database() {
      return null;
    }
  }

  @Nested
  class OnPostgres extends Contract {
    @Override
    StorageSettings database() {
      return TestDatabases.postgres();
    }
  }

  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  abstract static class Contract {
    private static final Duration AT_ONCE = Duration.ofSeconds(1);
    private static final int SESSION_ENDED = 4003;
    private static final int FLOOD = 200;

    @SuppressWarnings("NullAway.Init")
    private TestServer server;

    private int names;

    abstract @Nullable StorageSettings database();

    @BeforeAll
    void start(@TempDir Path folder) {
      server = new TestServer(folder, database());
    }

    @AfterAll
    void stop() {
      server.close();
    }

    /** A way in which the sessions of the user with that open connection end. */
    record Ending(String how, BiConsumer<TestServer, TestClient> means) {
      @Override
      public String toString() {
        return how;
      }
    }

    static Stream<Ending> endings() {
      return Stream.of(
          new Ending(
              "signed out",
              (server, user) -> done(server.delete("/api/v1/sessions/current", user.token()))),
          new Ending(
              "signed out everywhere, on another device",
              (server, user) ->
                  done(server.delete("/api/v1/sessions", server.signIn(user.me().name())))),
          new Ending(
              "password changed on another device",
              (server, user) ->
                  done(
                      server.put(
                          "/api/v1/account/password",
                          "{\"currentPassword\":\"correct horse 7\","
                              + "\"newPassword\":\"four odder words\"}",
                          server.signIn(user.me().name())))),
          new Ending(
              "account disabled",
              (server, user) -> done(server.administration().setDisabled(user.me().name(), true))),
          new Ending(
              "password reset by the operator",
              (server, user) ->
                  done(server.administration().resetPassword(user.me().name(), null))),
          new Ending(
              "signed out by the operator",
              (server, user) -> done(server.administration().signOut(user.me().name()))),
          new Ending(
              "rights changed by the operator",
              (server, user) -> done(server.administration().setAdmin(user.me().name(), true))));
    }

    @ParameterizedTest
    @MethodSource("endings")
    void whoseSessionEndedHearsNothingMore(Ending ending) {
      try (TestClient ada = person("ada");
          TestClient bob = person("bob")) {
        RoomId room = ada.createRoom("Room " + UUID.randomUUID()).id();
        bob.ask(new JoinRoom(room, null), RoomJoined.class);
        ada.ask(ada.message(room, "before"), MessageAccepted.class);
        assertThat(bob.expect(MessagePosted.class).body()).isEqualTo("before");

        ending.means().accept(server, bob);
        ada.ask(ada.message(room, "after"), MessageAccepted.class);

        assertThat(bob.expectCloseWithin(AT_ONCE)).isEqualTo(SESSION_ENDED);
        assertThat(bob.received())
            .extracting(EventFrame::event)
            .noneMatch(MessagePosted.class::isInstance);
        PresenceChanged heard = ada.expect(PresenceChanged.class);
        while (heard.online()) {
          // Those of the two sign-ins, when they were told only after the joining.
          heard = ada.expect(PresenceChanged.class);
        }
        assertThat(heard).isEqualTo(new PresenceChanged(bob.me().id(), false));
        try (TestClient stolen = server.guest()) {
          assertThat(stolen.refused(new Authenticate(bob.token())))
              .isEqualTo(ProblemCode.UNAUTHORIZED);
        }
      }
    }

    @Test
    void theDeviceOnWhichThePasswordWasChangedStaysConnected() {
      try (TestClient ada = person("ada");
          TestClient bob = person("bob");
          TestClient phone = server.connect(bob.me().name())) {
        RoomId room = ada.createRoom("Room " + UUID.randomUUID()).id();
        bob.ask(new JoinRoom(room, null), RoomJoined.class);
        phone.ask(new OpenRoom(room), RoomJoined.class);
        done(
            server.put(
                "/api/v1/account/password",
                "{\"currentPassword\":\"correct horse 7\",\"newPassword\":\"four odder words\"}",
                phone.token()));
        ada.ask(ada.message(room, "after"), MessageAccepted.class);
        assertThat(phone.expect(MessagePosted.class).body()).isEqualTo("after");
        assertThat(bob.expectCloseWithin(AT_ONCE)).isEqualTo(SESSION_ENDED);
        assertThat(bob.received()).noneMatch(frame -> frame.event() instanceof MessagePosted);
      }
    }

    /** A way in which a membership ends. */
    record Exit(ExitReason reason, Means means) {
      @Override
      public String toString() {
        return reason.toString();
      }
    }

    /** Ends a member's membership of a room. */
    interface Means {
      void end(RoomId room, TestClient owner, TestClient member);
    }

    static Stream<Exit> exits() {
      return Stream.of(
          new Exit(
              ExitReason.KICKED,
              (room, owner, member) ->
                  owner.ask(new KickMember(room, member.me().id(), null), Done.class)),
          new Exit(
              ExitReason.BANNED,
              (room, owner, member) ->
                  owner.ask(new BanUser(room, member.me().id(), null), Done.class)),
          new Exit(
              ExitReason.LEFT, (room, _, member) -> member.ask(new LeaveRoom(room), Done.class)),
          new Exit(
              ExitReason.DELETED, (room, owner, _) -> owner.ask(new DeleteRoom(room), Done.class)));
    }

    @ParameterizedTest
    @MethodSource("exits")
    void whoIsOutOfARoomHearsNothingMoreOfItOnAnyDeviceInTheMiddleOfAFlood(Exit exit) {
      try (TestClient ada = person("ada");
          TestClient eve = person("eve");
          TestClient bob = person("bob");
          TestClient phone = server.connect(bob.me().name());
          TestClient tablet = server.connect(bob.me().name())) {
        RoomId room = ada.createRoom("Room " + UUID.randomUUID()).id();
        RoomId other = ada.createRoom("Room " + UUID.randomUUID()).id();
        eve.ask(new JoinRoom(room, null), RoomJoined.class);
        bob.ask(new JoinRoom(room, null), RoomJoined.class);
        bob.ask(new JoinRoom(other, null), RoomJoined.class);
        List<TestClient> devices = List.of(phone, tablet);
        for (TestClient device : devices) {
          device.ask(new OpenRoom(room), RoomJoined.class);
          device.ask(new OpenRoom(other), RoomJoined.class);
        }

        List<CompletableFuture<ServerReply>> flood = new ArrayList<>();
        for (int i = 0; i < FLOOD; i++) {
          flood.add(eve.send(eve.message(room, "flood " + i)));
        }
        exit.means().end(room, ada, bob);
        for (int i = 0; i < FLOOD; i++) {
          flood.add(eve.send(eve.message(room, "after " + i)));
        }
        flood.forEach(CompletableFuture::join);

        for (TestClient device : devices) {
          List<EventFrame> heard = device.eventsSoFar();
          List<EventFrame> farewells =
              heard.stream().filter(frame -> frame.event() instanceof RoomExited).toList();
          assertThat(farewells).hasSize(1);
          assertThat(((RoomExited) farewells.getFirst().event()).reason()).isEqualTo(exit.reason());
          assertThat(heard.subList(heard.indexOf(farewells.getFirst()) + 1, heard.size()))
              .noneMatch(frame -> room.equals(frame.room()));
          assertThat(heard)
              .extracting(EventFrame::event)
              .noneMatch(event ->
                  event instanceof MessagePosted posted && posted.body().startsWith("after"));
          for (ClientCommand refused :
              List.of(
                  device.message(room, "let me in"),
                  new ResumeRoom(room, 0),
                  new ReadHistory(room, null, null, null, null, null))) {
            assertThat(device.refused(refused))
                .isIn(ProblemCode.NO_SUCH_ROOM, ProblemCode.ROOM_GONE);
          }
          ada.ask(ada.message(other, "elsewhere life goes on"), MessageAccepted.class);
          assertThat(device.expect(MessagePosted.class).body()).isEqualTo("elsewhere life goes on");
        }
      }
    }

    private TestClient person(String name) {
      return server.register(name + ++names);
    }

    private static void done(Outcome outcome) {
      assertThat(outcome).isInstanceOf(Outcome.Done.class);
    }

    private static void done(HttpResponse<String> response) {
      assertThat(response.statusCode()).as(response.body()).isBetween(200, 204);
    }
  }
}
