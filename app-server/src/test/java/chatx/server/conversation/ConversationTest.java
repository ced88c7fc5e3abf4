package chatx.server.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import chatx.protocol.BanUser;
import chatx.protocol.CreateRoom;
import chatx.protocol.DeleteRoom;
import chatx.protocol.Done;
import chatx.protocol.EntryKind;
import chatx.protocol.EventFrame;
import chatx.protocol.ExitReason;
import chatx.protocol.HistoryFilter;
import chatx.protocol.HistoryPage;
import chatx.protocol.JoinRoom;
import chatx.protocol.KickMember;
import chatx.protocol.LeaveRoom;
import chatx.protocol.ListMembers;
import chatx.protocol.ListRooms;
import chatx.protocol.LoggedEvent;
import chatx.protocol.Member;
import chatx.protocol.MemberJoined;
import chatx.protocol.MemberLeft;
import chatx.protocol.MemberPage;
import chatx.protocol.MemberRole;
import chatx.protocol.MessageAccepted;
import chatx.protocol.MessagePosted;
import chatx.protocol.OpenRoom;
import chatx.protocol.PresenceChanged;
import chatx.protocol.ProblemCode;
import chatx.protocol.ReadHistory;
import chatx.protocol.ResumeRoom;
import chatx.protocol.ResumeSession;
import chatx.protocol.ResumeStatus;
import chatx.protocol.RoomExited;
import chatx.protocol.RoomId;
import chatx.protocol.RoomJoined;
import chatx.protocol.RoomPage;
import chatx.protocol.RoomPosition;
import chatx.protocol.RoomResumed;
import chatx.protocol.RoomState;
import chatx.protocol.SendMessage;
import chatx.protocol.ServerReply;
import chatx.protocol.SessionResumed;
import chatx.server.storage.StorageSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What people do with a server; the same over each database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ConversationTest {
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

  private TestClient person(String name) {
    return server.register(name + ++names);
  }

  private String roomName() {
    return "Room " + UUID.randomUUID();
  }

  @Test
  void twoPeopleTalkAndSeeTheSameOrder() {
    try (TestClient ada = person("ada");
        TestClient bob = person("bob")) {
      RoomState room = ada.createRoom(roomName());
      bob.ask(new JoinRoom(room.id(), null), RoomJoined.class);
      assertThat(ada.expect(MemberJoined.class).user()).isEqualTo(bob.me());

      MessageAccepted hello = ada.ask(ada.message(room.id(), "hello, Bob"), MessageAccepted.class);
      EventFrame heard = bob.expectFrame(MessagePosted.class);
      assertThat(heard.seq()).isEqualTo(hello.seq()).isEqualTo(3);
      assertThat(heard.at()).isEqualTo(hello.at());
      assertThat(((MessagePosted) heard.event()).body()).isEqualTo("hello, Bob");

      assertThat(bob.ask(new LeaveRoom(room.id()), Done.class)).isNotNull();
      assertThat(ada.expect(MemberLeft.class).user()).isEqualTo(bob.me());
      assertThat(bob.refused(bob.message(room.id(), "still here?")))
          .isEqualTo(ProblemCode.NO_SUCH_ROOM);
    }
  }

  @Test
  void aPrivateRoomOpensToItsPasswordAlone() {
    try (TestClient ada = person("ada");
        TestClient bob = person("bob")) {
      RoomId room =
          ada.ask(new CreateRoom(roomName(), "plans", "swordfish 42"), RoomJoined.class)
              .state()
              .id();
      assertThat(bob.refused(new JoinRoom(room, null))).isEqualTo(ProblemCode.ROOM_PASSWORD_NEEDED);
      assertThat(bob.refused(new JoinRoom(room, "swordfish 43")))
          .isEqualTo(ProblemCode.WRONG_ROOM_PASSWORD);
      assertThat(bob.refused(new OpenRoom(room))).isEqualTo(ProblemCode.NO_SUCH_ROOM);
      RoomState state = bob.ask(new JoinRoom(room, "swordfish 42"), RoomJoined.class).state();
      assertThat(state.locked()).isTrue();
      assertThat(state.members()).hasSize(2);
    }
  }

  @Test
  void aRetryGetsTheFirstAnswerAgain() {
    try (TestClient ada = person("ada")) {
      RoomId room = ada.createRoom(roomName()).id();
      SendMessage once = ada.message(room, "once");
      MessageAccepted first = ada.ask(once, MessageAccepted.class);
      assertThat(ada.ask(once, MessageAccepted.class)).isEqualTo(first);
      assertThat(ada.refused(new SendMessage(room, once.clientKey(), "twice")))
          .isEqualTo(ProblemCode.ID_REUSED);
      server.restart();
      try (TestClient again = server.connect(ada.me().name())) {
        assertThat(again.ask(once, MessageAccepted.class)).isEqualTo(first);
        assertThat(messages(again, room)).containsExactly("once");
      }
    }
  }

  @Test
  void whoeverCreatesANameFirstHasIt() {
    try (TestClient ada = person("ada");
        TestClient bob = person("bob")) {
      String name = roomName();
      List<CompletableFuture<ServerReply>> replies = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        replies.add(ada.send(new CreateRoom(name, null, null)));
        replies.add(bob.send(new CreateRoom(name, null, null)));
      }
      List<ServerReply> answers = replies.stream().map(CompletableFuture::join).toList();
      assertThat(answers).filteredOn(RoomJoined.class::isInstance).hasSize(1);
      assertThat(answers)
          .filteredOn(reply -> !(reply instanceof RoomJoined))
          .allSatisfy(reply ->
              assertThat(((chatx.protocol.Problem) reply).code())
                  .isEqualTo(ProblemCode.ROOM_EXISTS));
    }
  }

  @Test
  void historyComesInPagesThatAreShortOnlyAtTheEnd() {
    try (TestClient ada = person("ada")) {
      RoomId room = ada.createRoom(roomName()).id();
      for (int i = 0; i < 25; i++) {
        ada.ask(ada.message(room, (i % 5 == 0 ? "five " : "other ") + i), MessageAccepted.class);
      }
      HistoryFilter fives = new HistoryFilter(null, null, null, List.of(EntryKind.MESSAGE), "FIVE");
      HistoryPage newest =
          ada.ask(new ReadHistory(room, null, null, null, 3, fives), HistoryPage.class);
      assertThat(seqs(newest)).containsExactly(12L, 17L, 22L);
      assertThat(newest.hasMoreBefore()).isTrue();
      assertThat(newest.hasMoreAfter()).isFalse();
      HistoryPage oldest =
          ada.ask(new ReadHistory(room, 12L, null, null, 3, fives), HistoryPage.class);
      assertThat(seqs(oldest)).containsExactly(2L, 7L);
      assertThat(oldest.hasMoreBefore()).isFalse();
      assertThat(oldest.hasMoreAfter()).isTrue();
      HistoryPage middle =
          ada.ask(new ReadHistory(room, null, null, 10L, 4, null), HistoryPage.class);
      assertThat(seqs(middle)).containsExactly(8L, 9L, 10L, 11L);
      assertThat(middle.hasMoreBefore() && middle.hasMoreAfter()).isTrue();
      HistoryPage forward =
          ada.ask(new ReadHistory(room, null, 20L, null, 200, null), HistoryPage.class);
      assertThat(seqs(forward)).containsExactly(21L, 22L, 23L, 24L, 25L, 26L);
      assertThat(forward.hasMoreAfter()).isFalse();
    }
  }

  @Test
  void afterALostConnectionExactlyTheMissedEventsComeAndThenTheLiveOnes() {
    try (TestClient ada = person("ada");
        TestClient bob = person("bob")) {
      RoomId room = ada.createRoom(roomName()).id();
      bob.ask(new JoinRoom(room, null), RoomJoined.class);
      bob.abort();
      for (int i = 0; i < 700; i++) {
        ada.ask(ada.message(room, "missed " + i), MessageAccepted.class);
      }
      try (TestClient back = server.connect(bob.me().name())) {
        RoomResumed first = back.ask(new ResumeRoom(room, 2), RoomResumed.class);
        assertThat(first.status()).isEqualTo(ResumeStatus.MORE);
        List<Long> seen = new ArrayList<>(first.events().stream().map(LoggedEvent::seq).toList());
        ada.send(ada.message(room, "while catching up")).join();
        RoomResumed second = back.ask(new ResumeRoom(room, seen.getLast()), RoomResumed.class);
        assertThat(second.status()).isEqualTo(ResumeStatus.LIVE);
        seen.addAll(second.events().stream().map(LoggedEvent::seq).toList());
        ada.ask(ada.message(room, "live"), MessageAccepted.class);
        seen.add(back.expectFrame(MessagePosted.class).seq());
        assertThat(seen).isEqualTo(LongStream.rangeClosed(3, 704).boxed().toList());
        assertThat(back.refused(new ResumeRoom(room, 10_000))).isEqualTo(ProblemCode.BAD_SEQ);
      }
    }
  }

  @Test
  void longMessagesMakeShortPages() {
    try (TestClient ada = person("ada")) {
      RoomId room = ada.createRoom(roomName()).id();
      for (int i = 0; i < 100; i++) {
        ada.ask(ada.message(room, "x".repeat(4000)), MessageAccepted.class);
      }
      List<Long> seen = new ArrayList<>(List.of(1L));
      ResumeStatus status = ResumeStatus.MORE;
      int pages = 0;
      while (status == ResumeStatus.MORE) {
        RoomResumed page = ada.ask(new ResumeRoom(room, seen.getLast()), RoomResumed.class);
        page.events().forEach(event -> seen.add(event.seq()));
        status = page.status();
        pages++;
      }
      assertThat(seen).isEqualTo(LongStream.rangeClosed(1, 101).boxed().toList());
      assertThat(pages).isGreaterThan(3);
    }
  }

  @Test
  void oneResumeServesAllRooms() {
    try (TestClient ada = person("ada");
        TestClient bob = person("bob")) {
      RoomId known = ada.createRoom(roomName()).id();
      RoomId left = ada.createRoom(roomName()).id();
      RoomId fresh = ada.createRoom(roomName()).id();
      for (RoomId room : List.of(known, left)) {
        bob.ask(new JoinRoom(room, null), RoomJoined.class);
      }
      bob.abort();
      ada.ask(ada.message(known, "missed"), MessageAccepted.class);
      ada.ask(new KickMember(left, bob.me().id(), null), Done.class);
      try (TestClient elsewhere = server.connect(bob.me().name());
          TestClient back = server.connect(bob.me().name())) {
        elsewhere.ask(new JoinRoom(fresh, null), RoomJoined.class);
        SessionResumed resumed =
            back.ask(
                new ResumeSession(List.of(new RoomPosition(known, 2), new RoomPosition(left, 2))),
                SessionResumed.class);
        assertThat(resumed.rooms())
            .extracting(RoomResumed::room, RoomResumed::status)
            .containsExactly(
                tuple(known, ResumeStatus.LIVE),
                tuple(left, ResumeStatus.GONE),
                tuple(fresh, ResumeStatus.RESYNC));
        ada.ask(ada.message(fresh, "to both devices"), MessageAccepted.class);
        assertThat(back.expect(MessagePosted.class).body()).isEqualTo("to both devices");
        assertThat(elsewhere.expect(MessagePosted.class).body()).isEqualTo("to both devices");
      }
    }
  }

  @Test
  void presenceCountsDevicesAndTellsTheLeaveOnce() {
    try (TestClient ada = person("ada");
        TestClient bob = person("bob")) {
      RoomId room = ada.createRoom(roomName()).id();
      bob.ask(new JoinRoom(room, null), RoomJoined.class);
      TestClient phone = server.connect(bob.me().name());
      bob.abort();
      ada.barrier();
      phone.abort();
      hearsOfTheLeave(ada, bob);
      try (TestClient back = server.connect(bob.me().name())) {
        assertThat(ada.expect(PresenceChanged.class))
            .isEqualTo(new PresenceChanged(bob.me().id(), true));
        assertThat(back.me()).isEqualTo(bob.me());
      }
    }
  }

  /** That somebody came is news that may be told late; it is passed over. */
  private static void hearsOfTheLeave(TestClient who, TestClient leaver) {
    PresenceChanged heard = who.expect(PresenceChanged.class);
    while (heard.online()) {
      heard = who.expect(PresenceChanged.class);
    }
    assertThat(heard).isEqualTo(new PresenceChanged(leaver.me().id(), false));
  }

  @Test
  void membersAreListedInPagesByNameWithRoleAndPresence() {
    try (TestClient ada = person("ada");
        TestClient bob = person("bob");
        TestClient cleo = person("Cleo");
        TestClient eve = person("eve")) {
      RoomId room = ada.createRoom(roomName()).id();
      bob.ask(new JoinRoom(room, null), RoomJoined.class);
      RoomState state = cleo.ask(new JoinRoom(room, null), RoomJoined.class).state();
      assertThat(state.memberCount()).isEqualTo(3);
      bob.abort();
      hearsOfTheLeave(ada, bob);
      RoomState opened = ada.ask(new OpenRoom(room), RoomJoined.class).state();
      assertThat(opened.members())
          .as("online first")
          .extracting(Member::user)
          .containsExactly(ada.me(), cleo.me(), bob.me());

      MemberPage first = ada.ask(new ListMembers(room, null, null, 2), MemberPage.class);
      assertThat(first.members())
          .extracting(Member::user, Member::role, Member::online)
          .containsExactly(
              tuple(ada.me(), MemberRole.OWNER, true), tuple(bob.me(), MemberRole.MEMBER, false));
      MemberPage second =
          ada.ask(new ListMembers(room, null, first.nextCursor(), 2), MemberPage.class);
      assertThat(second.members()).extracting(Member::user).containsExactly(cleo.me());
      assertThat(second.nextCursor()).isNull();

      MemberPage found = cleo.ask(new ListMembers(room, " cLE ", null, null), MemberPage.class);
      assertThat(found.members()).extracting(Member::user).containsExactly(cleo.me());
      assertThat(cleo.refused(new ListMembers(room, "x".repeat(65), null, null)))
          .isEqualTo(ProblemCode.QUERY_TOO_LONG);
      assertThat(cleo.refused(new ListMembers(room, null, "nonsense!", null)))
          .isEqualTo(ProblemCode.BAD_CURSOR);
      assertThat(eve.refused(new ListMembers(room, null, null, null)))
          .isEqualTo(ProblemCode.NO_SUCH_ROOM);
    }
  }

  @Test
  void whoLooksForWhatNoTextCanHoldFindsNothing() {
    try (TestClient ada = person("ada")) {
      RoomId room = ada.createRoom(roomName()).id();
      ada.ask(ada.message(room, "is it a ? or a � or what"), MessageAccepted.class);
      for (String unheardOf : List.of("\0", "a\0b", "\ud800", "\udc00\ud800")) {
        HistoryFilter filter = new HistoryFilter(null, null, null, null, unheardOf);
        assertThat(
                ada.ask(new ReadHistory(room, null, null, null, null, filter), HistoryPage.class)
                    .entries())
            .isEmpty();
        assertThat(ada.ask(new ListRooms(unheardOf, null, null), RoomPage.class).rooms()).isEmpty();
        assertThat(
                ada.ask(new ListMembers(room, unheardOf, null, null), MemberPage.class).members())
            .isEmpty();
      }
    }
  }

  @Test
  void aBannedUserHearsNothingMoreAndCannotReturn() {
    try (TestClient ada = person("ada");
        TestClient bob = person("bob")) {
      RoomId room = ada.createRoom(roomName()).id();
      bob.ask(new JoinRoom(room, null), RoomJoined.class);
      assertThat(bob.refused(new BanUser(room, ada.me().id(), null)))
          .isEqualTo(ProblemCode.FORBIDDEN);
      ada.ask(new BanUser(room, bob.me().id(), "spam"), Done.class);
      assertThat(bob.expect(RoomExited.class).reason()).isEqualTo(ExitReason.BANNED);
      ada.ask(ada.message(room, "peace"), MessageAccepted.class);
      assertThat(bob.eventsSoFar()).isEmpty();
      assertThat(bob.refused(new JoinRoom(room, null))).isEqualTo(ProblemCode.BANNED);
    }
  }

  @Test
  void deletingARoomTellsItsMembersAndGivesNothingAwayAfterwards() {
    try (TestClient ada = person("ada");
        TestClient bob = person("bob");
        TestClient eve = person("eve")) {
      String name = roomName();
      RoomId room = ada.createRoom(name).id();
      bob.ask(new JoinRoom(room, null), RoomJoined.class);
      assertThat(bob.refused(new DeleteRoom(room))).isEqualTo(ProblemCode.FORBIDDEN);
      ada.ask(new DeleteRoom(room), Done.class);
      assertThat(bob.expect(RoomExited.class).reason()).isEqualTo(ExitReason.DELETED);
      assertThat(bob.refused(new OpenRoom(room))).isEqualTo(ProblemCode.ROOM_GONE);
      assertThat(eve.refused(new OpenRoom(room))).isEqualTo(ProblemCode.NO_SUCH_ROOM);
      assertThat(bob.refused(new ReadHistory(room, null, null, null, null, null)))
          .isEqualTo(ProblemCode.NO_SUCH_ROOM);
      assertThat(ada.ask(new ListRooms(name, null, null), RoomPage.class).rooms()).isEmpty();
      assertThat(eve.createRoom(name).name()).isEqualTo(name);
    }
  }

  @Test
  void endingASessionClosesItsSocket() {
    TestClient ada = person("ada");
    String tokens =
        server
            .post(
                "/api/v1/sessions",
                "{\"name\":\"" + ada.me().name() + "\",\"password\":\"correct horse 7\"}",
                null)
            .body();
    assertThat(
            server.delete("/api/v1/sessions", TestServer.field(tokens, "accessToken")).statusCode())
        .isBetween(200, 204);
    assertThat(ada.expectClose()).isEqualTo(4003);
  }

  @Test
  void malformedFramesAreAnsweredAndTheConnectionLives() {
    try (TestClient ada = person("ada")) {
      assertThat(ada.expectProblemWithoutId("{").code()).isEqualTo(ProblemCode.BAD_MESSAGE);
      assertThat(ada.expectProblemWithoutId("[]").code()).isEqualTo(ProblemCode.BAD_MESSAGE);
      ada.barrier();
    }
  }

  @Test
  void repliesOfOneSenderKeepTheirOrder() {
    try (TestClient ada = person("ada")) {
      RoomId room = ada.createRoom(roomName()).id();
      List<CompletableFuture<ServerReply>> replies =
          IntStream.range(0, 500).mapToObj(i -> ada.send(ada.message(room, "m" + i))).toList();
      List<Long> seqs =
          replies.stream().map(reply -> ((MessageAccepted) reply.join()).seq()).toList();
      assertThat(seqs).isEqualTo(LongStream.rangeClosed(2, 501).boxed().toList());
    }
  }

  private static List<Long> seqs(HistoryPage page) {
    return page.entries().stream().map(LoggedEvent::seq).toList();
  }

  private static List<String> messages(TestClient client, RoomId room) {
    return client
        .ask(new ReadHistory(room, null, null, null, 200, null), HistoryPage.class)
        .entries()
        .stream()
        .map(LoggedEvent::event)
        .filter(MessagePosted.class::isInstance)
        .map(event -> ((MessagePosted) event).body())
        .toList();
  }
}
