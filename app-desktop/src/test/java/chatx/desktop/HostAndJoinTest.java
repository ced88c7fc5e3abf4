package chatx.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chatx.desktop.model.Delivery;
import chatx.desktop.model.RoomModel;
import chatx.desktop.model.ServerModel;
import chatx.desktop.model.TimelineRow;
import chatx.desktop.storage.AppFolder;
import chatx.desktop.storage.SavedAccount;
import chatx.desktop.storage.Secret;
import chatx.desktop.testing.FaultProxy;
import chatx.desktop.testing.LiveServer;
import chatx.desktop.testing.MemoryVault;
import chatx.protocol.CreateRoom;
import chatx.protocol.JoinRoom;
import chatx.protocol.LeaveRoom;
import chatx.protocol.MemberLeft;
import chatx.protocol.Problem;
import chatx.protocol.ProblemCode;
import chatx.protocol.RoomId;
import chatx.protocol.RoomJoined;
import chatx.server.Setting;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole app from the first start to the goodbye, with the keyboard alone, against a real server
 * and another person's session.
 */
@SuppressWarnings("NullAway.Init")
class HostAndJoinTest {
  private static final String ROOM_PASSWORD = "under the oak";

  @TempDir private Path folder;

  @Test
  void hosts_a_private_room_talks_and_finds_everything_again_after_a_restart() throws Exception {
    Path data = folder.resolve("app");
    var vault = new MemoryVault();
    RoomId id;
    List<String> said;
    FaultProxy way;
    Guest grace;
    try (RunningApp app = RunningApp.start(data, vault)) {
      app.hostFirstRoom("Ada");
      app.chord(KeyCode.N, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN);
      app.awaitFocus("create-name");
      app.write("Garden");
      app.tabTo("create-public");
      app.press(KeyCode.RIGHT);
      app.awaitFocus("create-private");
      app.press(KeyCode.SPACE);
      app.tabTo("create-password");
      app.write(ROOM_PASSWORD);
      app.press(KeyCode.ENTER);
      RoomModel garden = app.awaitOpen("Garden");
      assertThat(app.isLocked(garden)).isTrue();
      id = garden.id();

      way = new FaultProxy(app.server().account().address().port(), true);
      grace = new Guest("grace", way.address(), folder.resolve("grace"));
      assertThat(grace.ask(new JoinRoom(id, "under the elm")))
          .isInstanceOfSatisfying(
              Problem.class,
              problem -> assertThat(problem.code()).isEqualTo(ProblemCode.WRONG_ROOM_PASSWORD));
      assertThat(app.members(garden)).isEqualTo(1);
      assertThat(grace.ask(new JoinRoom(id, ROOM_PASSWORD))).isInstanceOf(RoomJoined.class);
      app.awaitModel(_ -> garden.memberCountProperty().get() == 2);

      app.say("Hello Grace");
      grace.awaitBodies(id, List.of("Hello Grace"));
      grace.say(id, "Hello Ada");
      app.awaitBodies(garden, List.of("Hello Grace", "Hello Ada"));

      said = graceIsCutOff(app, garden, way, grace);

      app.quit(true);
      assertThat(app.isShowing()).isFalse();
      await().atMost(RunningApp.PATIENCE).until(() -> !grace.isOnline());
    }
    try (way;
        grace;
        RunningApp app = RunningApp.start(data, vault)) {
      app.awaitModel(model -> model.servers().size() == 1);
      app.awaitModel(model -> model.servers().getFirst().rooms().size() == 2);
      app.awaitOnline(true);
      RoomModel garden = app.awaitOpen("Garden");
      app.awaitBodies(garden, said);

      grace.session().retryNow();
      grace.awaitOnline();
      app.say("Back again");
      said.add("Back again");
      grace.awaitBodies(id, said);

      assertThat(grace.ask(new LeaveRoom(id))).isNotInstanceOf(Problem.class);
      app.awaitModel(_ -> garden.memberCountProperty().get() == 1);
      assertThat(lastNotice(app, garden)).isInstanceOf(MemberLeft.class);
      assertThat(grace.witness().complaints()).isEmpty();
    }
  }

  /** Both write while one of them cannot be reached; gives all that was said. */
  private static List<String> graceIsCutOff(
      RunningApp app, RoomModel garden, FaultProxy way, Guest grace) {
    RoomId id = garden.id();
    way.refuse();
    await().atMost(RunningApp.PATIENCE).until(() -> !grace.isOnline());
    grace.say(id, "written in the tunnel");
    grace.say(id, "and one more");
    app.say("Are you there?");
    app.awaitModel(_ -> garden.timeline().rows().stream().noneMatch(HostAndJoinTest::waits));
    assertThat(app.bodies(garden)).hasSize(3);
    assertThat(grace.witness().bodies(id)).hasSize(2);
    way.mend();
    grace.session().retryNow();

    List<String> said =
        new ArrayList<>(
            List.of(
                "Hello Grace",
                "Hello Ada",
                "Are you there?",
                "written in the tunnel",
                "and one more"));
    app.awaitBodies(garden, said);
    grace.awaitBodies(id, said);
    await().atMost(RunningApp.PATIENCE).until(() -> grace.witness().unsent() == 0);
    return said;
  }

  @Test
  void joins_with_the_right_password_writes_offline_comes_back_and_leaves() throws Exception {
    try (LiveServer server = new LiveServer(folder.resolve("server"), Map.of(Setting.TLS, "on"));
        FaultProxy way = new FaultProxy(server.port(), true);
        Guest linus = new Guest("linus", server.address(), folder.resolve("linus"));
        RunningApp app = RunningApp.start(folder.resolve("app"), new MemoryVault())) {
      RoomId id =
          ((RoomJoined) linus.ask(new CreateRoom("Garden", null, ROOM_PASSWORD))).state().id();
      app.joinServer("Grace", way.address());
      app.awaitOnline(true);

      app.chord(KeyCode.B, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN);
      app.awaitFocus("browse-search");
      app.write("gar");
      app.awaitEnabled("browse-choose");
      app.press(KeyCode.ENTER);
      app.awaitFocus("join-password");
      app.write("under the elm");
      app.press(KeyCode.ENTER);
      app.awaitProblem();
      app.write(ROOM_PASSWORD);
      app.press(KeyCode.ENTER);
      RoomModel garden = app.awaitOpen("Garden");

      app.say("Hello Linus");
      linus.awaitBodies(id, List.of("Hello Linus"));
      linus.say(id, "Hello Grace");
      app.awaitBodies(garden, List.of("Hello Linus", "Hello Grace"));

      way.refuse();
      app.awaitOnline(false);
      app.say("written in the tunnel");
      app.say("and one more");
      linus.say(id, "Are you there?");
      app.awaitBodies(
          garden, List.of("Hello Linus", "Hello Grace", "written in the tunnel", "and one more"));
      assertThat(app.messages(garden).getLast().delivery()).isEqualTo(Delivery.QUEUED);
      linus.awaitBodies(id, List.of("Hello Linus", "Hello Grace", "Are you there?"));
      way.mend();
      app.awaitOnline(true);

      List<String> said =
          List.of(
              "Hello Linus",
              "Hello Grace",
              "Are you there?",
              "written in the tunnel",
              "and one more");
      linus.awaitBodies(id, said);
      app.awaitBodies(garden, said);
      app.awaitModel(_ -> garden.timeline().rows().stream().noneMatch(HostAndJoinTest::waits));
      assertThat(new HashSet<>(app.messages(garden).stream().map(row -> row.seq()).toList()))
          .hasSameSizeAs(said);

      app.tabTo("room-menu");
      app.press(KeyCode.SPACE);
      app.awaitMenu();
      app.press(KeyCode.UP, KeyCode.ENTER);
      app.awaitDialog();
      app.press(KeyCode.ENTER);
      app.awaitModel(model -> model.servers().getFirst().rooms().isEmpty());
      await()
          .atMost(RunningApp.PATIENCE)
          .until(() -> linus.witness().room(id).orElseThrow().memberCount() == 1);
      assertThat(linus.witness().events(id).getLast().event()).isInstanceOf(MemberLeft.class);
      assertThat(linus.witness().complaints()).isEmpty();
    }
  }

  @Test
  void a_host_whose_session_has_ended_is_signed_in_again_without_being_asked() throws Exception {
    Path data = folder.resolve("app");
    var vault = new MemoryVault();
    SavedAccount host;
    try (RunningApp app = RunningApp.start(data, vault)) {
      app.hostFirstRoom("Ada");
      host = app.server().account();
      app.quit(true);
    }
    Secret kept = vault.load(host.id()).orElseThrow();
    vault.save(host.id(), new Secret("no longer known", kept.deviceToken(), kept.password()));
    try (RunningApp app = RunningApp.start(data, vault)) {
      app.awaitOnline(true);
      ServerModel server = app.server();
      assertThat(server.account())
          .extracting(SavedAccount::id, SavedAccount::hosted, SavedAccount::user)
          .containsExactly(host.id(), true, host.user());
      assertThat(app.members(app.awaitOpen("Lobby"))).isEqualTo(1);
      app.awaitFocus("composer");
    }
  }

  @Test
  void a_second_start_brings_the_window_to_the_front_and_says_so() throws Exception {
    Path data = folder.resolve("app");
    try (RunningApp app = RunningApp.start(data, new MemoryVault())) {
      app.awaitFocus("welcome-display-name");
      app.hide();
      Process second =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-Dglass.platform=Headless",
                  "-cp",
                  System.getProperty(
                      "surefire.test.class.path", System.getProperty("java.class.path")),
                  DesktopMain.class.getName(),
                  "--data",
                  data.toString())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try {
        String words = new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(second.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(words).contains("ChatX is already open; its window was brought to the front.");
        assertThat(second.exitValue()).isZero();
      } finally {
        second.destroyForcibly();
      }
      await().atMost(RunningApp.PATIENCE).until(app::isShowing);
      assertThat(AppFolder.open(data, List.of())).isEqualTo(new AppFolder.AlreadyOpen(true));
    }
  }

  private static boolean waits(TimelineRow row) {
    return row instanceof TimelineRow.Message message && message.delivery() != Delivery.SENT;
  }

  private static Object lastNotice(RunningApp app, RoomModel room) {
    return app.of(
        room,
        open ->
            open.timeline().rows().stream()
                .filter(TimelineRow.Notices.class::isInstance)
                .map(TimelineRow.Notices.class::cast)
                .toList()
                .getLast()
                .notices()
                .getLast()
                .event());
  }
}
