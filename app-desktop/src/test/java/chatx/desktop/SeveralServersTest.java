package chatx.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chatx.desktop.model.RoomModel;
import chatx.desktop.storage.AccountId;
import chatx.desktop.storage.SavedAccount;
import chatx.desktop.testing.LiveServer;
import chatx.desktop.testing.MemoryVault;
import chatx.protocol.RoomId;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One rail, several servers: what is unread where, going there, and one that goes away. */
@SuppressWarnings("NullAway.Init")
class SeveralServersTest {
  @TempDir private Path folder;

  @Test
  void unread_messages_are_counted_where_they_are_and_one_server_may_go_away_and_come_back()
      throws Exception {
    var vault = new MemoryVault();
    try (LiveServer home = new LiveServer(folder.resolve("home"));
        LiveServer club = new LiveServer(folder.resolve("club"));
        Guest linus = new Guest("linus", home.address(), folder.resolve("linus"));
        Guest grace = new Guest("grace", club.address(), folder.resolve("grace"))) {
      SavedAccount atHome = home.register("ada", vault);
      SavedAccount atClub = club.register("ada", vault);
      Path data = folder.resolve("app");
      Accounts.write(data, List.of(atHome, atClub));
      RoomId gardenId = linus.room("Garden");
      RoomId chessId = grace.room("Chess");
      try (RunningApp app = RunningApp.start(data, vault)) {
        app.awaitOnline(atHome.id(), true);
        app.awaitOnline(atClub.id(), true);
        RoomModel garden = app.join(atHome.id(), gardenId);
        RoomModel chess = app.join(atClub.id(), chessId);
        goTo(app, atHome, "Garden");

        grace.say(chessId, "your move");
        await().atMost(RunningApp.PATIENCE).until(() -> app.badge(atClub.id()).equals("1"));
        grace.say(chessId, "@ada are you asleep?");
        await().atMost(RunningApp.PATIENCE).until(() -> app.title().equals("(2) ChatX"));
        assertThat(app.badge(atHome.id())).isEmpty();
        assertThat(app.words()).anyMatch(words -> words.contains("grace · Chess"));

        goTo(app, atClub, "Chess");
        app.awaitBodies(chess, List.of("your move", "@ada are you asleep?"));
        await().atMost(RunningApp.PATIENCE).until(() -> app.badge(atClub.id()).isEmpty());
        assertThat(app.title()).isEqualTo("ChatX");

        club.stop();
        app.awaitOnline(atClub.id(), false);
        assertThat(app.tile(atClub.id())).contains("Not connected");
        app.toComposer();
        app.say("knight to f3");
        goTo(app, atHome, "Garden");
        app.toComposer();
        app.say("all is well here");
        linus.awaitBodies(gardenId, List.of("all is well here"));
        linus.say(gardenId, "and here");
        app.awaitBodies(garden, List.of("all is well here", "and here"));

        club.start();
        grace.session().retryNow();
        app.awaitOnline(atClub.id(), true);
        grace.awaitBodies(chessId, List.of("your move", "@ada are you asleep?", "knight to f3"));
        assertThat(app.tile(atClub.id())).doesNotContain("Not connected");
        assertThat(app.badge(atClub.id())).isEmpty();
      }
    }
  }

  @Test
  void the_rail_keeps_its_order_over_restarts() throws Exception {
    var vault = new MemoryVault();
    try (LiveServer server = new LiveServer(folder.resolve("server"))) {
      List<SavedAccount> accounts =
          List.of("ada", "ben", "carla", "dora", "emil").stream()
              .map(name -> server.register(name, vault))
              .toList();
      Path data = folder.resolve("app");
      Accounts.write(data, accounts);
      for (int i = 0; i < 2; i++) {
        try (RunningApp app = RunningApp.start(data, vault)) {
          app.awaitModel(model -> model.servers().size() == accounts.size());
          assertThat(app.rail()).isEqualTo(accounts.stream().map(SavedAccount::id).toList());
        }
      }
    }
  }

  @Test
  void a_removed_server_leaves_nothing_behind_and_what_is_lost_is_named_before() throws Exception {
    var vault = new MemoryVault();
    Path data = folder.resolve("app");
    try (LiveServer home = new LiveServer(folder.resolve("home"));
        LiveServer club = new LiveServer(folder.resolve("club"));
        Guest grace = new Guest("grace", club.address(), folder.resolve("grace"))) {
      SavedAccount atHome = home.register("ada", vault);
      SavedAccount atClub = club.register("ada", vault);
      Accounts.write(data, List.of(atClub, atHome));
      RoomId chessId = grace.room("Chess");
      try (RunningApp app = RunningApp.start(data, vault)) {
        app.awaitOnline(atClub.id(), true);
        app.awaitOnline(atHome.id(), true);
        var _ = app.join(atClub.id(), chessId);
        goTo(app, atClub, "Chess");
        club.stop();
        app.awaitOnline(atClub.id(), false);
        app.toComposer();
        app.say("never to be read");
        assertThat(data.resolve("accounts").resolve(atClub.id().toString())).isNotEmptyDirectory();

        app.menuOfServer(atClub.id());
        app.press(KeyCode.UP, KeyCode.ENTER);
        app.awaitFocus("dialog-cancel");
        app.awaitWords("1 message was not sent yet and will be lost:");
        app.awaitWords("Chess: never to be read");
        app.press(KeyCode.ESCAPE);
        assertThat(app.rail()).containsExactly(atClub.id(), atHome.id());

        app.menuOfServer(atClub.id());
        app.press(KeyCode.UP, KeyCode.ENTER);
        app.awaitFocus("dialog-cancel");
        app.tabTo("remove-server");
        app.press(KeyCode.SPACE);
        app.awaitModel(model -> model.servers().size() == 1);
        await()
            .atMost(RunningApp.PATIENCE)
            .untilAsserted(() -> nothingIsLeft(data, vault, atClub.id()));
        assertThat(app.rail()).containsExactly(atHome.id());

        app.menuOfServer(atHome.id());
        app.press(KeyCode.UP, KeyCode.ENTER);
        app.awaitFocus("dialog-cancel");
        app.tabTo("remove-server");
        app.press(KeyCode.SPACE);
        app.awaitFocus("welcome-display-name");
        await()
            .atMost(RunningApp.PATIENCE)
            .untilAsserted(() -> nothingIsLeft(data, vault, atHome.id()));
        // This computer was the only device of the account; a sign-in later is the only one again.
        await().atMost(RunningApp.PATIENCE).until(() -> home.sessions("ada") == 1);
      }
      assertThat(Accounts.read(data)).isEmpty();
    }
  }

  private static void nothingIsLeft(Path data, MemoryVault vault, AccountId account) {
    assertThat(vault.load(account)).isEmpty();
    assertThat(data.resolve("accounts").resolve(account.toString())).doesNotExist();
    assertThat(data.resolve("accounts.json")).content().doesNotContain(account.toString());
  }

  private static void goTo(RunningApp app, SavedAccount account, String room) {
    app.tabToServer(account.id());
    app.press(KeyCode.SPACE);
    app.awaitModel(model ->
        model.selectedServerProperty().get() != null
            && model.selectedServerProperty().get().account().id().equals(account.id()));
    app.awaitOpen(room);
  }
}
