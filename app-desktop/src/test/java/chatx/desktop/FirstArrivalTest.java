package chatx.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.desktop.model.RoomModel;
import chatx.desktop.testing.LiveServer;
import chatx.desktop.testing.MemoryVault;
import chatx.protocol.RoomId;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where somebody begins who comes to a server for the first time. */
@SuppressWarnings("NullAway.Init")
class FirstArrivalTest {
  @TempDir private Path folder;

  @Test
  void in_the_only_room_without_a_further_step() throws Exception {
    try (LiveServer server = new LiveServer(folder.resolve("server"));
        Guest linus = new Guest("linus", server.address(), folder.resolve("linus"));
        RunningApp app = RunningApp.start(folder.resolve("app"), new MemoryVault())) {
      RoomId id = linus.room("Garden");
      app.joinServer("Grace", server.address());
      RoomModel garden = app.awaitOpen("Garden");
      app.say("Hello Linus");
      linus.awaitBodies(id, List.of("Hello Linus"));
      assertThat(app.isLocked(garden)).isFalse();
    }
  }

  @Test
  void before_the_list_where_there_is_a_choice() throws Exception {
    try (LiveServer server = new LiveServer(folder.resolve("server"));
        Guest linus = new Guest("linus", server.address(), folder.resolve("linus"));
        RunningApp app = RunningApp.start(folder.resolve("app"), new MemoryVault())) {
      var _ = linus.room("Garden");
      var _ = linus.room("Kitchen");
      app.joinServer("Grace", server.address());
      app.awaitFocus("browse-search");
      app.awaitEnabled("browse-choose");
      app.press(KeyCode.DOWN, KeyCode.ENTER);
      var _ = app.awaitOpen("Kitchen");
    }
  }
}
