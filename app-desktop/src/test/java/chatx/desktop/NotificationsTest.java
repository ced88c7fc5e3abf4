package chatx.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chatx.desktop.model.RoomModel;
import chatx.desktop.storage.Preferences;
import chatx.desktop.storage.SavedAccount;
import chatx.desktop.testing.LiveServer;
import chatx.desktop.testing.MemoryVault;
import chatx.protocol.RoomId;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages while the person is elsewhere. */
@SuppressWarnings("NullAway.Init")
class NotificationsTest {
  @TempDir private Path folder;

  @Test
  void the_system_tells_of_a_message_and_a_click_on_it_leads_there() throws Exception {
    var vault = new MemoryVault();
    try (LiveServer server = new LiveServer(folder.resolve("server"));
        Guest linus = new Guest("linus", server.address(), folder.resolve("linus"))) {
      SavedAccount ada = server.register("ada", vault);
      Path data = folder.resolve("app");
      Accounts.write(data, List.of(ada));
      RoomId garden = linus.room("Garden");
      RoomId kitchen = linus.room("Kitchen");
      try (RunningApp app = RunningApp.start(data, vault)) {
        app.awaitOnline(ada.id(), true);
        RoomModel open = app.join(ada.id(), garden);
        app.awaitOpen("Garden");
        var _ = app.join(ada.id(), kitchen);
        linus.say(garden, "seen in the window");
        app.awaitBodies(open, List.of("seen in the window"));
        app.hide();
        linus.say(kitchen, "<b>tea</b> is ready\nnow");
        await().atMost(RunningApp.PATIENCE).until(() -> app.systemNotices().size() == 1);
        RecordedNotices.Shown shown = app.systemNotices().getFirst();
        assertThat(shown.heading()).isEqualTo("linus · Kitchen");
        assertThat(shown.text()).isEqualTo("<b>tea</b> is ready now");

        shown.clicked().run();
        app.awaitOpen("Kitchen");
        await().atMost(RunningApp.PATIENCE).until(app::isShowing);

        app.preferences().set(Preferences.NOTIFICATIONS, false);
        app.hide();
        linus.say(garden, "not told");
        app.awaitModel(model -> model.unreadProperty().get() > 0);
        assertThat(app.systemNotices()).hasSize(1);
      }
    }
  }
}
