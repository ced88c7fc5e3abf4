package chatx.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chatx.desktop.model.Delivery;
import chatx.desktop.model.HostModel;
import chatx.desktop.model.RoomModel;
import chatx.desktop.storage.SavedAccount;
import chatx.desktop.storage.ServerAddress;
import chatx.desktop.testing.LiveServer;
import chatx.desktop.testing.MemoryVault;
import chatx.protocol.JoinRoom;
import chatx.protocol.RoomId;
import chatx.protocol.RoomJoined;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server inside the app is switched off and on, and says where it is and why it is not. */
@SuppressWarnings("NullAway.Init")
class StopHostingTest {
  @TempDir private Path folder;

  @Test
  void a_host_stops_writes_on_and_starts_again_with_the_same_rooms_and_people() throws Exception {
    Path data = folder.resolve("app");
    var vault = new MemoryVault();
    Guest grace;
    SavedAccount host;
    RoomId lobby;
    try (RunningApp app = RunningApp.start(data, vault)) {
      RoomModel room = app.hostFirstRoom("Ada");
      lobby = room.id();
      host = app.server().account();
      grace = new Guest("grace", host.address(), folder.resolve("grace"));
      assertThat(grace.ask(new JoinRoom(lobby, null))).isInstanceOf(RoomJoined.class);
      app.say("before");
      grace.awaitBodies(lobby, List.of("before"));

      app.menuOfServer(host.id());
      app.press(KeyCode.UP, KeyCode.ENTER);
      app.awaitWords("1 other person is connected; they are told and disconnected.");
      // An impatient person: the second Enter must not do anything.
      app.press(KeyCode.ENTER, KeyCode.ENTER);
      app.awaitHosting(HostModel.State.STOPPED);
      await().atMost(RunningApp.PATIENCE).until(() -> !grace.isOnline());
      assertThat(app.tile(host.id())).contains("Stopped: nobody can join");
      app.awaitWords("You are not hosting");
      assertThat(app.words()).doesNotContain("People can join");
      // Folder and database are free: another server may have them.
      new LiveServer(data.resolve("host")).close();

      app.toComposer();
      app.say("while nobody could come");
      app.awaitBodies(room, List.of("before", "while nobody could come"));
      assertThat(app.messages(room).getLast().delivery()).isEqualTo(Delivery.QUEUED);
      // Nobody is disconnected by that, so nobody is asked.
      app.quit(false);
    }
    try (grace;
        RunningApp app = RunningApp.start(data, vault)) {
      RoomModel room = app.awaitOpen("Lobby");
      app.awaitBodies(room, List.of("before", "while nobody could come"));
      assertThat(app.hosting()).isEqualTo(HostModel.State.STOPPED);
      settings(app, "hosting");
      app.tabTo("settings-start-hosting");
      app.press(KeyCode.SPACE, KeyCode.SPACE);
      app.awaitHosting(HostModel.State.RUNNING);
      app.awaitOnline(true);
      grace.session().retryNow();
      grace.awaitBodies(lobby, List.of("before", "while nobody could come"));
      grace.say(lobby, "found you again");
      app.awaitBodies(room, List.of("before", "while nobody could come", "found you again"));
      assertThat(app.server().account()).isEqualTo(host);
      assertThat(app.tile(host.id())).doesNotContain("Stopped");
    }
  }

  @Test
  void a_server_whose_port_was_taken_moves_and_says_where() throws Exception {
    Path data = folder.resolve("app");
    var vault = new MemoryVault();
    ServerAddress before;
    try (RunningApp app = RunningApp.start(data, vault)) {
      var _ = app.hostFirstRoom("Ada");
      before = app.server().account().address();
      assertThat(data.resolve("host").resolve("hosted.port"))
          .hasContent(Integer.toString(before.port()));
      app.quit(true);
    }
    try (ServerSocket _ = new ServerSocket(before.port());
        RunningApp app = RunningApp.start(data, vault)) {
      app.awaitHosting(HostModel.State.RUNNING);
      app.awaitWords("Your server has a new address");
      app.awaitOnline(true);
      ServerAddress now = app.server().account().address();
      assertThat(now.port()).isNotEqualTo(before.port());
      app.awaitWords(
          "Another program uses port %d, so your server uses port %d from now on."
              .formatted(before.port(), now.port()));
      if (!app.addresses().isEmpty()) {
        assertThat(app.words()).contains("Copy address: " + app.addresses().getFirst());
      }
      app.press(KeyCode.ESCAPE);
      app.awaitOpen("Lobby");
      app.quit(true);
    }
    // The new one is kept, so nothing has to be told again.
    try (RunningApp app = RunningApp.start(data, vault)) {
      app.awaitOnline(true);
      assertThat(app.words()).doesNotContain("Your server has a new address");
    }
  }

  @Test
  void a_server_that_cannot_start_says_why_and_starts_once_that_is_gone() throws Exception {
    Path data = folder.resolve("app");
    var vault = new MemoryVault();
    try (RunningApp app = RunningApp.start(data, vault)) {
      var _ = app.hostFirstRoom("Ada");
      app.quit(true);
    }
    try (LiveServer other = new LiveServer(data.resolve("host"));
        RunningApp app = RunningApp.start(data, vault)) {
      app.awaitDialog();
      app.awaitWords("Another ChatX has " + data.resolve("host") + " open. Close it there");
      app.awaitOpen("Lobby");
      // The room has asked for the focus by now, and the dialog has kept it.
      app.awaitDialog();
      app.press(KeyCode.ESCAPE);
      app.awaitFocus("composer");
      app.awaitWords("Your server could not start");
      assertThat(app.hosting()).isEqualTo(HostModel.State.STOPPED);
      other.stop();
      app.tabTo("connection-step");
      app.press(KeyCode.SPACE, KeyCode.SPACE);
      app.awaitHosting(HostModel.State.RUNNING);
      app.awaitOnline(true);

      settings(app, "hosting");
      assertThat(app.words()).contains("Running", "Stop hosting");
      app.tabTo("settings-stop-hosting");
      app.press(KeyCode.SPACE);
      app.awaitWords("Nobody else is connected. Rooms and messages stay");
      app.press(KeyCode.ENTER);
      app.awaitHosting(HostModel.State.STOPPED);
      assertThat(app.words()).contains("Start hosting again");
      app.press(KeyCode.ESCAPE);
    }
  }

  @Test
  void a_hosted_room_says_where_it_is_and_other_rooms_do_not() throws Exception {
    try (LiveServer elsewhere = new LiveServer(folder.resolve("elsewhere"));
        Guest linus = new Guest("linus", elsewhere.address(), folder.resolve("linus"))) {
      Path data = folder.resolve("app");
      var vault = new MemoryVault();
      SavedAccount away = elsewhere.register("ada", vault);
      Accounts.write(data, List.of(away));
      var garden = linus.room("Garden");
      try (RunningApp app = RunningApp.start(data, vault)) {
        app.awaitOnline(away.id(), true);
        RoomModel there = app.join(away.id(), garden);
        host(app);
        assertThat(app.awaitOpen("Lobby").server().account().hosted()).isTrue();
        if (app.addresses().isEmpty()) {
          app.awaitWords("Only this computer for now");
        } else {
          app.awaitWords("People can join");
          assertThat(app.words()).containsAll(app.addresses());
        }
        app.tabToServer(away.id());
        app.press(KeyCode.SPACE);
        assertThat(app.awaitOpen("Garden")).isEqualTo(there);
        assertThat(app.words()).doesNotContain("People can join", "Only this computer for now");
      }
    }
  }

  /** From another server's rooms. */
  private static void host(RunningApp app) {
    app.press(KeyCode.F6);
    app.tabTo("rail-add");
    app.press(KeyCode.SPACE);
    app.awaitFocus("welcome-display-name");
    app.press(KeyCode.ENTER);
    app.awaitFocus("welcome-room-password");
    app.press(KeyCode.ENTER);
  }

  private static void settings(RunningApp app, String query) {
    app.chord(KeyCode.COMMA, KeyCombination.SHORTCUT_DOWN);
    app.awaitFocus("settings-search");
    app.write(query.toLowerCase(Locale.ROOT));
  }
}
