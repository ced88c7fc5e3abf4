package chatx.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.desktop.model.RoomModel;
import chatx.desktop.storage.AppFolder;
import chatx.desktop.storage.SavedAccount;
import chatx.desktop.testing.LiveServer;
import chatx.desktop.testing.MemoryVault;
import chatx.protocol.CreateInvite;
import chatx.protocol.CreateRoom;
import chatx.protocol.InviteCreated;
import chatx.protocol.RoomId;
import chatx.protocol.RoomJoined;
import chatx.server.Setting;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An invite that the system hands to the app, and one to a server alone: one confirmation each. */
@SuppressWarnings("NullAway.Init")
class OpenedInviteTest {
  @TempDir private Path folder;

  private final MemoryVault vault = new MemoryVault();
  private LiveServer server;
  private Guest ada;
  private RoomId room;

  @BeforeEach
  void open() throws Exception {
    server = new LiveServer(folder.resolve("server"), Map.of(Setting.TLS, "on"));
    ada = new Guest("ada", server.address(), folder.resolve("ada"));
    room = ((RoomJoined) ada.ask(new CreateRoom("Lobby", null, "swordfish 42"))).state().id();
  }

  @AfterEach
  void close() {
    ada.close();
    server.close();
  }

  @Test
  void the_command_line_leads_a_stranger_into_the_room() throws Exception {
    try (RunningApp app = RunningApp.start(folder.resolve("app"), vault, List.of(invite()))) {
      register(app, "Join Lobby");
      greet(app, app.awaitOpen("Lobby"));
    }
  }

  @Test
  void a_second_start_hands_it_to_the_app_that_runs() throws Exception {
    Path data = folder.resolve("app");
    try (RunningApp app = RunningApp.start(data, vault, List.of())) {
      app.awaitFocus("welcome-display-name");
      assertThat(AppFolder.open(data, List.of(invite())))
          .isEqualTo(new AppFolder.AlreadyOpen(true));
      register(app, "Join Lobby");
      greet(app, app.awaitOpen("Lobby"));
    }
  }

  @Test
  void who_is_on_that_server_already_is_asked_once_and_needs_no_password() throws Exception {
    Path data = folder.resolve("app");
    SavedAccount bob = server.register("bob", vault);
    Accounts.write(data, List.of(bob));
    try (RunningApp app = RunningApp.start(data, vault, List.of(invite()))) {
      app.awaitWords("You are bob there.");
      app.press(KeyCode.ENTER);
      greet(app, app.awaitOpen("Lobby"));
      assertThat(app.rail()).containsExactly(bob.id());
    }
  }

  @Test
  void an_administrator_invites_to_the_server_itself() throws Exception {
    Path data = folder.resolve("hers");
    var _ = server.register("eva", new MemoryVault());
    server.makeAdministrator("eva");
    SavedAccount eva = server.signIn("eva", vault);
    Accounts.write(data, List.of(eva));
    String link;
    try (RunningApp app = RunningApp.start(data, vault, List.of())) {
      app.awaitOnline(eva.id(), true);
      app.menuOfServer(eva.id());
      app.press(KeyCode.ENTER);
      app.awaitWords("Invite people to ChatX");
      app.tabTo("invite-create");
      app.press(KeyCode.SPACE);
      app.awaitEnabled("invite-link");
      link = app.text("invite-link");
      assertThat(link).startsWith("chatx://127.0.0.1:" + server.port() + "/#");
    }
    try (RunningApp app = RunningApp.start(data, vault, List.of(link))) {
      app.awaitWords("You are on ChatX already");
      app.press(KeyCode.ENTER);
    }
    var _ = ada.room("Garden");
    try (RunningApp app = RunningApp.start(folder.resolve("his"), vault, List.of(link))) {
      register(app, "Join ChatX");
      app.awaitOnline(true);
      app.awaitWords("Garden");
    }
  }

  @Test
  void who_is_no_administrator_is_told_so() throws Exception {
    Path data = folder.resolve("app");
    SavedAccount bob = server.register("bob", vault);
    Accounts.write(data, List.of(bob));
    try (RunningApp app = RunningApp.start(data, vault, List.of())) {
      app.awaitOnline(bob.id(), true);
      app.menuOfServer(bob.id());
      app.press(KeyCode.ENTER);
      app.tabTo("invite-create");
      app.press(KeyCode.SPACE);
      app.awaitWords("Only this server’s administrators invite people to the server itself.");
    }
  }

  private String invite() throws Exception {
    return ((InviteCreated) ada.ask(new CreateInvite(room, 60, 2))).link();
  }

  /** The one confirmation of somebody who has no account there. */
  private static void register(RunningApp app, String title) {
    app.awaitWords(title);
    app.tabTo("welcome-name");
    app.write("bob");
    app.tabTo("welcome-password");
    app.write(LiveServer.PASSWORD);
    app.press(KeyCode.ENTER);
  }

  private void greet(RunningApp app, RoomModel lobby) {
    assertThat(app.isLocked(lobby)).isTrue();
    app.say("hello");
    ada.awaitBodies(room, List.of("hello"));
  }
}
