package chatx.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chatx.desktop.nearby.ScriptedLan;
import chatx.desktop.testing.LiveServer;
import chatx.desktop.testing.MemoryVault;
import chatx.lan.NetworkFinding;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import javafx.application.Platform;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first screen of the whole app, on a network that a test fills. */
class FoundOnTheNetworkTest {
  @TempDir Path data;
  @TempDir Path serverData;

  @Test
  void a_server_that_appears_is_joined_without_typing_an_address() throws Exception {
    var lan = new ScriptedLan();
    try (LiveServer server = new LiveServer(serverData);
        RunningApp app = RunningApp.start(data, new MemoryVault(), lan)) {
      app.awaitFocus("welcome-display-name");
      app.write("Ada");
      await().until(() -> lan.looking() == 1);
      var address =
          new InetSocketAddress(InetAddress.getLoopbackAddress(), server.address().port());
      Platform.runLater(() ->
          lan.there(
              ScriptedLan.at(address, ScriptedLan.announced(7, "Willow House", "Bea", 2, false))));
      app.awaitWords("Willow House");
      assertThat(app.words()).contains("Bea · 2 people there");
      app.tabTo("nearby-127.0.0.1-" + server.address().port());
      app.press(KeyCode.SPACE);
      app.awaitFocus("welcome-password");
      app.write(LiveServer.PASSWORD);
      app.press(KeyCode.ENTER);
      app.awaitModel(model -> !model.servers().isEmpty());
      await().until(() -> lan.looking() == 0);
    }
  }

  @Test
  void what_is_in_the_way_is_named_in_the_settings() throws Exception {
    var lan = new ScriptedLan().finding(new NetworkFinding.VpnHoldsMulticast("tun0"));
    try (RunningApp app = RunningApp.start(data, new MemoryVault(), lan)) {
      app.hostFirstRoom("Ada");
      app.chord(KeyCode.COMMA, KeyCombination.SHORTCUT_DOWN);
      app.awaitFocus("settings-search");
      app.tabTo("settings-check-network");
      app.press(KeyCode.SPACE);
      app.awaitWords("A VPN (tun0) takes what is meant for everybody");
    }
  }
}
