package chatx.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chatx.desktop.storage.SavedAccount;
import chatx.desktop.storage.Secret;
import chatx.desktop.testing.MemoryVault;
import java.nio.file.Path;
import java.util.Objects;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The password that a host never saw. */
@SuppressWarnings("NullAway.Init")
class HostsPasswordTest {
  @TempDir private Path data;

  @Test
  void it_is_filled_in_can_be_changed_and_signs_in_by_itself_and_by_hand() throws Exception {
    var vault = new MemoryVault();
    SavedAccount host;
    try (RunningApp app = RunningApp.start(data, vault)) {
      var _ = app.hostFirstRoom("Ada");
      host = app.server().account();
      String made = kept(vault, host);
      app.chord(KeyCode.COMMA, KeyCombination.SHORTCUT_DOWN);
      app.awaitFocus("settings-search");
      app.write("password");
      await()
          .atMost(RunningApp.PATIENCE)
          .until(() -> app.text("settings-current-password").equals(made));
      app.tabTo("settings-new-password");
      app.write("seven tall poppies");
      app.tabTo("settings-change-password");
      app.press(KeyCode.SPACE);
      await()
          .atMost(RunningApp.PATIENCE)
          .until(() -> kept(vault, host).equals("seven tall poppies"));
      app.press(KeyCode.ESCAPE);
      app.quit(true);
    }
    forgetTokens(vault, host);
    try (RunningApp app = RunningApp.start(data, vault)) {
      app.awaitOnline(true);
      assertThat(kept(vault, host)).isEqualTo("seven tall poppies");
      app.quit(true);
    }
  }

  private static String kept(MemoryVault vault, SavedAccount account) {
    return Objects.requireNonNull(vault.load(account.id()).orElseThrow().password());
  }

  private static void forgetTokens(MemoryVault vault, SavedAccount account) {
    vault.save(account.id(), new Secret("no longer known", null, kept(vault, account)));
  }
}
