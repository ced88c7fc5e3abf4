package chatx.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.desktop.model.RoomModel;
import chatx.desktop.storage.SavedAccount;
import chatx.desktop.testing.LiveServer;
import chatx.desktop.testing.MemoryVault;
import chatx.protocol.RoomId;
import chatx.protocol.trust.ServerKey;
import chatx.server.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that lost its key: nobody clicks past it, and who types the phrase loses nothing. */
class ChangedKeyTest {
  @TempDir Path folder = Path.of("");

  @Test
  void the_phrase_of_the_new_key_is_typed_and_nothing_that_was_here_is_lost() throws Exception {
    var vault = new MemoryVault();
    Path home = folder.resolve("server");
    Path data = folder.resolve("app");
    try (LiveServer server = new LiveServer(home, Map.of(Setting.TLS, "on"))) {
      SavedAccount ada = server.register("ada", vault);
      Accounts.write(data, List.of(ada));
      RoomId garden;
      try (Guest grace = new Guest("grace", server.address(), folder.resolve("grace"))) {
        garden = grace.room("Garden");
      }
      try (RunningApp app = RunningApp.start(data, vault)) {
        app.awaitOnline(ada.id(), true);
        var _ = app.join(ada.id(), garden);
        RoomModel room = app.awaitOpen("Garden");
        app.toComposer();
        app.say("before");
        app.awaitBodies(room, List.of("before"));
        server.stop();
        Files.delete(home.resolve("keys/server.key"));
        Files.delete(home.resolve("keys/server.crt"));
        app.awaitOnline(ada.id(), false);
        app.toComposer();
        app.say("while it was away");
        app.toComposer();
        app.write("half a sen");
        server.start();
        ServerKey changed = Objects.requireNonNull(server.key());
        assertThat(changed).isNotEqualTo(ada.key());

        app.awaitWords("This is not the server you know");
        app.tabTo("connection-step");
        app.press(KeyCode.SPACE);
        app.awaitFocus("other-server-typed");
        assertThat(app.words())
            .contains(
                Objects.requireNonNull(ada.key()).safetyPhrase().text(),
                changed.safetyPhrase().text());
        // Neither Enter nor the old phrase leads on.
        app.press(KeyCode.ENTER);
        app.write(Objects.requireNonNull(ada.key()).safetyPhrase().text());
        app.press(KeyCode.ENTER);
        assertThat(app.isEnabled("other-server-trust")).isFalse();
        app.press(KeyCode.ESCAPE);
        app.tabTo("connection-step");
        app.press(KeyCode.SPACE);
        app.awaitFocus("other-server-typed");
        app.write(" " + changed.safetyPhrase().text().replace('-', ' ').toUpperCase(Locale.ROOT));
        app.tabTo("other-server-trust");
        app.press(KeyCode.SPACE);

        app.awaitOnline(ada.id(), true);
        RoomModel again = app.awaitOpen("Garden");
        app.awaitBodies(again, List.of("before", "while it was away"));
        assertThat(app.text("composer")).isEqualTo("half a sen");
      }
      assertThat(Accounts.read(data))
          .singleElement()
          .satisfies(kept -> assertThat(kept.key()).isEqualTo(server.key()));
    }
  }
}
