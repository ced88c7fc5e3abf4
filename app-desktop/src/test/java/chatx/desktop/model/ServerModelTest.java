package chatx.desktop.model;

import static chatx.desktop.model.Past.BEN;
import static chatx.desktop.model.Past.EVA;
import static chatx.desktop.model.Past.ME;
import static org.assertj.core.api.Assertions.assertThat;

import chatx.desktop.session.ConnectionState;
import chatx.desktop.session.SessionListener;
import chatx.desktop.storage.AccountId;
import chatx.desktop.storage.AccountStore;
import chatx.desktop.storage.OutboxEntry;
import chatx.desktop.storage.OutboxState;
import chatx.desktop.storage.RoomMarks;
import chatx.desktop.storage.RoomSnapshot;
import chatx.desktop.storage.SavedAccount;
import chatx.desktop.storage.ServerAddress;
import chatx.desktop.ui.Work;
import chatx.protocol.CreateRoom;
import chatx.protocol.Done;
import chatx.protocol.ExitReason;
import chatx.protocol.HistoryPage;
import chatx.protocol.LeaveRoom;
import chatx.protocol.LoggedEvent;
import chatx.protocol.MemberJoined;
import chatx.protocol.MemberRole;
import chatx.protocol.PresenceChanged;
import chatx.protocol.ProblemCode;
import chatx.protocol.RoleChanged;
import chatx.protocol.RoomJoined;
import chatx.protocol.RoomRenamed;
import chatx.protocol.ServerInfo;
import chatx.protocol.TopicChanged;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerModelTest {
  private static final ConnectionState ONLINE =
      new ConnectionState.Online(new ServerInfo("Home", "1", 1, 4_000, 65_536, 30));

  private final Past garden = new Past("garden");
  private final Past kitchen = new Past("kitchen");
  private final ScriptedServer link = new ScriptedServer().with(garden).with(kitchen);
  private final Queue<Runnable> fx = new ArrayDeque<>();
  private final AppModel app = new AppModel();

  @TempDir private Path folder;
  private AccountStore store;
  private RoomMemory memory;
  private ServerModel server;
  private SessionListener session;

  @BeforeEach
  void connect() {
    store = ((AccountStore.Opened) AccountStore.open(folder, Clock.systemUTC())).store();
    memory = RoomMemory.of(store);
    SavedAccount account =
        new SavedAccount(
            AccountId.random(), ServerAddress.parse("localhost").orElseThrow(), "Home", ME, false);
    server = new ServerModel(account, memory, new Work(Runnable::run, fx::add), ZoneOffset.UTC);
    server.attach(link);
    session = server.listener();
    app.add(server);
    app.windowFocusedProperty().set(true);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private int hop() {
    int hops = 0;
    while (!fx.isEmpty()) {
      fx.remove().run();
      hops++;
    }
    return hops;
  }

  private RoomModel restored(Past past, String name, int recent) {
    session.restored(new RoomSnapshot(past.state(name), past.newest(recent)));
    hop();
    return server.room(past.room).orElseThrow();
  }

  private void online() {
    session.connection(ONLINE);
    hop();
  }

  private void tell(Past past, LoggedEvent event) {
    session.logged(past.room, event);
    hop();
  }

  private <T> T now(CompletableFuture<T> future) {
    hop();
    return future.getNow(null);
  }

  @Test
  void roomsOfTheCacheAreThereBeforeTheNetworkWithWhatIsUnread() {
    garden.chat(10);
    var _ = garden.say(BEN, "hello @ada");
    memory.marks(garden.room, new RoomMarks(8, true, false));
    RoomModel room = restored(garden, "garden", 50);

    assertThat(link.asked).isEmpty();
    assertThat(room.name()).isEqualTo("garden");
    assertThat(room.unreadProperty().get()).isEqualTo(4);
    assertThat(room.mentionsProperty().get()).isEqualTo(1);
    assertThat(room.favouriteProperty().get()).isTrue();
    assertThat(app.unreadProperty().get()).isEqualTo(4);
    assertThat(app.mentionsProperty().get()).isEqualTo(1);
    assertThat(room.members()).hasSize(3);
    assertThat(room.myRoleProperty().get()).isEqualTo(MemberRole.MEMBER);
  }

  @Test
  void favouritesComeFirstAndThenWhereSomethingWasSaidLast() {
    Past attic = new Past("attic");
    garden.chat(1);
    kitchen.later(Duration.ofMinutes(5)).chat(1);
    attic.later(Duration.ofMinutes(9)).chat(1);
    RoomModel first = restored(garden, "garden", 5);
    RoomModel second = restored(kitchen, "kitchen", 5);
    RoomModel third = restored(attic, "attic", 5);
    assertThat(server.rooms()).containsExactly(third, second, first);

    first.favourite(true);
    assertThat(server.rooms()).containsExactly(first, third, second);
    tell(kitchen, kitchen.later(Duration.ofHours(1)).say(EVA, "news"));
    assertThat(server.rooms()).containsExactly(first, second, third);
    assertThat(memory.marks(garden.room).favourite()).isTrue();
  }

  @Test
  void eachKindOfEventChangesItsRoom() {
    RoomModel room = restored(garden, "garden", 5);
    tell(garden, garden.add(new RoomRenamed(BEN, "orchard")));
    tell(garden, garden.add(new TopicChanged(BEN, "apples")));
    tell(garden, garden.add(new RoleChanged(ME, MemberRole.MODERATOR, BEN)));
    tell(garden, garden.add(new MemberJoined(Past.person("kim"))));
    session.fleeting(garden.room, new PresenceChanged(EVA.id(), true));
    hop();

    assertThat(room.name()).isEqualTo("orchard");
    assertThat(room.topicProperty().get()).isEqualTo("apples");
    assertThat(room.myRoleProperty().get()).isEqualTo(MemberRole.MODERATOR);
    assertThat(room.memberCountProperty().get()).isEqualTo(4);
    assertThat(room.members()).contains(new MemberModel(EVA, MemberRole.MEMBER, true));
    assertThat(server.roomNamed("ORCHARD")).contains(room);
  }

  @Test
  void aMutedRoomCountsForItselfAlone() {
    RoomModel room = restored(garden, "garden", 5);
    room.markRead();
    room.muted(true);
    tell(garden, garden.say(BEN, "hello @ada"));

    assertThat(room.unreadProperty().get()).isEqualTo(1);
    assertThat(server.unreadProperty().get()).isZero();
    assertThat(server.mentionsProperty().get()).isEqualTo(1);
    room.muted(false);
    assertThat(server.unreadProperty().get()).isEqualTo(1);
  }

  @Test
  void aMessageIsReadWhenTheWindowHasTheFocusAndTheBottomIsVisible() {
    garden.chat(60);
    RoomModel room = restored(garden, "garden", 60);
    server.select(room);
    room.bottomVisible(true);
    assertThat(room.unreadProperty().get()).isZero();
    assertThat(memory.marks(garden.room).readSeq()).isEqualTo(61);

    tell(garden, garden.say(BEN, "seen"));
    assertThat(room.unreadProperty().get()).isZero();
    room.bottomVisible(false);
    tell(garden, garden.say(BEN, "not seen"));
    assertThat(room.unreadProperty().get()).isEqualTo(1);
    app.windowFocusedProperty().set(false);
    room.bottomVisible(true);
    assertThat(room.unreadProperty().get()).isEqualTo(1);
    app.windowFocusedProperty().set(true);
    assertThat(room.unreadProperty().get()).isZero();
    assertThat(room.readSeq()).isEqualTo(garden.last());
  }

  @Test
  void whoAnswersHasRead() {
    RoomModel room = restored(garden, "garden", 60);
    tell(garden, garden.say(BEN, "one"));
    tell(garden, garden.say(ME, "answer from another device"));
    tell(garden, garden.say(BEN, "two"));

    assertThat(room.unreadProperty().get()).isEqualTo(1);
  }

  @Test
  void theDividerStandsWhereTheUnreadBeganUntilTheRoomIsLeft() {
    garden.chat(60);
    memory.marks(garden.room, new RoomMarks(50, false, false));
    RoomModel room = restored(garden, "garden", 60);
    server.select(room);
    room.bottomVisible(true);

    assertThat(room.unreadProperty().get()).isZero();
    assertThat(room.timeline().rows().stream().map(TimelineRow::key))
        .containsSubsequence("m:50", "new", "m:51");
    server.select(null);
    server.select(room);
    assertThat(room.timeline().rows().stream().map(TimelineRow::key)).doesNotContain("new");
  }

  @Test
  void aRoomOfWhichLittleIsKnownIsReadWhenItIsOpened() {
    garden.chat(300);
    RoomModel room = restored(garden, "garden", 3);
    server.select(room);
    hop();

    assertThat(room.timeline().size()).isEqualTo(100);
    assertThat(now(room.loadOlder())).isInstanceOf(Outcome.Done.class);
    assertThat(room.timeline().size()).isEqualTo(200);
    assertThat(room.timeline().hasOlder()).isTrue();
  }

  @Test
  void onlyOnePageIsOnItsWayAndOneForAnotherPlaceIsForgotten() {
    garden.chat(900);
    RoomModel room = restored(garden, "garden", 100);
    server.select(room);
    link.hold();
    var first = room.loadOlder();
    var second = room.loadOlder();
    assertThat(room.loadingOlderProperty().get()).isTrue();
    assertThat(second).isCompleted();
    assertThat(link.readings()).hasSize(1);
    var jump = room.jumpTo(300);
    link.release();

    assertThat(now(first)).isInstanceOf(Outcome.Done.class);
    assertThat(now(jump)).isInstanceOf(Outcome.Done.class);
    assertThat(room.loadingOlderProperty().get()).isFalse();
    assertThat(room.timeline().indexOf(300)).isNotNegative();
    assertThat(room.timeline().size()).isEqualTo(100);
    assertThat(now(room.jumpToLatest())).isInstanceOf(Outcome.Done.class);
    assertThat(room.timeline().atLiveEnd()).isTrue();
  }

  @Test
  void anOpenRoomThatFellBehindReadsTheNewestAgain() {
    garden.chat(60);
    RoomModel room = restored(garden, "garden", 60);
    server.select(room);
    room.bottomVisible(true);
    online();
    garden.chat(2_000);
    session.roomState(garden.state("garden"));
    hop();

    assertThat(room.timeline().atLiveEnd()).isTrue();
    assertThat(room.timeline().indexOf(garden.last())).isNotNegative();
    assertThat(room.unreadProperty().get()).isZero();
  }

  @Test
  void whatWasMissedInAClosedRoomIsCountedByTheServer() {
    garden.chat(10);
    RoomModel room = restored(garden, "garden", 60);
    room.markRead();
    online();
    garden.chat(150);
    var _ = garden.say(BEN, "hello @ada");
    session.roomState(garden.state("garden"));
    hop();

    assertThat(room.unreadProperty().get()).isEqualTo(151);
    assertThat(room.mentionsProperty().get()).isEqualTo(1);
    tell(garden, garden.say(BEN, "one more"));
    assertThat(room.unreadProperty().get()).isEqualTo(152);
  }

  @Test
  void aRoomThatWasJustEnteredHasNothingUnreadAndFillsItself() {
    online();
    garden.chat(80);
    session.roomState(garden.state("garden"));
    hop();

    RoomModel room = server.room(garden.room).orElseThrow();
    assertThat(room.unreadProperty().get()).isZero();
    assertThat(room.lastActivityProperty().get()).isEqualTo(garden.log.getLast().at());
    assertThat(room.timeline().rows()).isEmpty();
    link.asked.clear();
    server.select(room);
    assertThat(room.timeline().size()).isEqualTo(81);
    assertThat(link.asked).isEmpty();
  }

  @Test
  void aBurstIsOneArrivalAndFewHops() {
    RoomModel room = restored(garden, "garden", 5);
    online();
    List<Alert> alerts = new ArrayList<>();
    app.onAlert(alerts::add);
    garden.chat(1_500);
    garden.newest(1_500).forEach(event -> session.logged(garden.room, event));

    assertThat(hop()).isEqualTo(1);
    assertThat(room.unreadProperty().get()).isEqualTo(1_500);
    assertThat(alerts).hasSize(1);
    assertThat(alerts.getFirst().count()).isEqualTo(1_500);
    assertThat(alerts.getFirst().attention()).isEqualTo(Attention.IN_APP);
    assertThat(alerts.getFirst().text()).isEqualTo("message 1501");
  }

  @Test
  void nothingIsAlertedOfWhatWasMissedOrIsMutedOrInView() {
    RoomModel room = restored(garden, "garden", 5);
    List<Alert> alerts = new ArrayList<>();
    app.onAlert(alerts::add);
    session.connection(new ConnectionState.CatchingUp());
    tell(garden, garden.say(BEN, "missed @ada"));
    online();
    server.select(room);
    room.bottomVisible(true);
    tell(garden, garden.say(BEN, "in view"));
    server.select(null);
    room.muted(true);
    tell(garden, garden.say(BEN, "muted"));
    assertThat(alerts).isEmpty();

    app.windowFocusedProperty().set(false);
    tell(garden, garden.say(BEN, "called @ada \u202E" + "x".repeat(500)));
    assertThat(alerts).hasSize(1);
    assertThat(alerts.getFirst().mention()).isTrue();
    assertThat(alerts.getFirst().attention()).isEqualTo(Attention.SYSTEM);
    assertThat(alerts.getFirst().text()).hasSizeLessThan(210).doesNotContain("\u202E");
    app.doNotDisturbProperty().set(true);
    tell(garden, garden.say(BEN, "again @ada"));
    assertThat(alerts).hasSize(1);
  }

  @Test
  void aRoomThatIsGoneIsClosedAndSaidGoodbyeTo() {
    RoomModel room = restored(garden, "garden", 5);
    server.select(room);
    List<ServerModel.Farewell> farewells = new ArrayList<>();
    server.onFarewell(farewells::add);
    session.gone(garden.room, ExitReason.KICKED, BEN);
    hop();

    assertThat(server.rooms()).isEmpty();
    assertThat(server.selectedProperty().get()).isNull();
    assertThat(app.selectedRoomProperty().get()).isNull();
    assertThat(farewells)
        .containsExactly(
            new ServerModel.Farewell(server, garden.room, "garden", ExitReason.KICKED, BEN));
    tell(garden, garden.say(BEN, "to nobody"));
  }

  @Test
  void leavingAndCreatingEndAsAnOutcome() {
    restored(garden, "garden", 5);
    link.answer(LeaveRoom.class, new Done());
    assertThat(now(server.leaveRoom(garden.room))).isEqualTo(new Outcome.Done<>(new Done()));
    assertThat(server.rooms()).isEmpty();

    link.answer(CreateRoom.class, new RoomJoined(kitchen.state("kitchen")));
    Outcome<RoomModel> created = now(server.createRoom("kitchen", null, null));
    assertThat(server.rooms()).containsExactly(((Outcome.Done<RoomModel>) created).value());
    assertThat(now(server.renameRoom(kitchen.room, "cellar")))
        .isEqualTo(new Outcome.Refused<>(ScriptedServer.refused(ProblemCode.FORBIDDEN)));
  }

  @Test
  void withoutALinkEverythingIsRefusedAtOnce() {
    RoomModel room = restored(garden, "garden", 5);
    server.detach();

    assertThat(room.send("hi").getNow(null).state()).isEqualTo(OutboxState.FAILED);
    assertThat(server.listRooms(null, null).getNow(null))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.problem().code()).isEqualTo(ProblemCode.UNAVAILABLE));
  }

  @Test
  void anOwnMessageIsKeptOffTheFxThreadAndShownWhereItBelongs() {
    RoomModel room = restored(garden, "garden", 60);
    server.select(room);
    session.outbox(
        new OutboxEntry(
            Past.key(9), garden.room, "unsent", Instant.EPOCH, OutboxState.FAILED, null));
    session.outbox(
        new OutboxEntry(
            Past.key(10), kitchen.room, "early", Instant.EPOCH, OutboxState.QUEUED, null));
    hop();
    assertThat(room.timeline().rows().getLast().key()).isEqualTo("o:" + Past.key(9));
    RoomModel later = restored(kitchen, "kitchen", 5);
    server.select(later);
    assertThat(later.timeline().rows().getLast().key()).isEqualTo("o:" + Past.key(10));

    assertThat(now(room.send("hi")).body()).isEqualTo("hi");
    server.retry(Past.key(9));
    server.discard(Past.key(9));
    assertThat(link.sent).containsExactly("hi", "retry " + Past.key(9), "discard " + Past.key(9));
  }

  @Test
  void aPageThatComesAfterTheRoomWasLeftChangesNothing() {
    garden.chat(300);
    RoomModel room = restored(garden, "garden", 100);
    server.select(room);
    link.hold();
    var page = room.loadOlder();
    server.select(null);
    link.release();

    assertThat(now(page)).isInstanceOf(Outcome.Done.class);
    assertThat(room.timeline().rows()).isEmpty();
    assertThat(room.loadingOlderProperty().get()).isFalse();
  }

  @Test
  void offlineARoomOpensFromTheCacheAndReadsTheRestWhenTheConnectionIsBack() {
    garden.chat(300);
    RoomModel room = restored(garden, "garden", 10);
    link.offline(true);
    server.select(room);
    hop();
    assertThat(room.timeline().size()).isEqualTo(10);

    link.offline(false);
    online();
    assertThat(room.timeline().size()).isEqualTo(100);
    assertThat(room.timeline().atLiveEnd()).isTrue();
  }

  @Test
  void draftsAndMarksOutliveTheModel() {
    RoomModel room = restored(garden, "garden", 10);
    room.draft("half a sent");
    room.markRead();
    room.muted(true);

    assertThat(memory.draft(garden.room)).isEqualTo("half a sent");
    assertThat(memory.marks(garden.room)).isEqualTo(new RoomMarks(1, false, true));
    assertThat(room.draft()).isEqualTo("half a sent");
  }

  @Test
  void fiftyVisitsKeepOnlyTheNewestOfEachRoom() {
    List<RoomModel> rooms = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      Past past = new Past("room " + i).chat(700);
      link.with(past);
      rooms.add(restored(past, "room " + i, 200));
    }
    for (RoomModel room : rooms) {
      server.select(room);
      while (room.timeline().size() < Timeline.WINDOW) {
        Outcome<HistoryPage> page = now(room.loadOlder());
        assertThat(page).isInstanceOf(Outcome.Done.class);
      }
    }
    server.select(null);

    assertThat(rooms)
        .allSatisfy(room -> {
          assertThat(room.timeline().rows()).isEmpty();
          assertThat(room.timeline().size()).isZero();
          assertThat(room.timeline().recent()).hasSize(Timeline.RECENT);
        });
  }
}
