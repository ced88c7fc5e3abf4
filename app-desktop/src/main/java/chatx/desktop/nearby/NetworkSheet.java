package chatx.desktop.nearby;

import chatx.desktop.ui.Dialog;
import chatx.desktop.ui.Dialogs;
import chatx.desktop.ui.Icons;
import chatx.desktop.ui.SafeText;
import chatx.desktop.ui.Texts;
import chatx.desktop.ui.Theme;
import chatx.desktop.ui.Work;
import chatx.lan.LanInterface;
import chatx.lan.NetworkFinding;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** What keeps people on the network from finding each other: what, why it matters, one action. */
public final class NetworkSheet {
  private static final double WAITING = 20;

  private final Texts texts;
  private final Work work;
  private final Supplier<List<NetworkFinding>> look;
  private final VBox list = new VBox();
  private final ProgressIndicator waiting = new ProgressIndicator();
  private final Button again = new Button();
  private final VBox root = new VBox();

  /**
   * @param look blocks for some seconds
   */
  public NetworkSheet(Texts texts, Work work, Supplier<List<NetworkFinding>> look) {
    this.texts = texts;
    this.work = work;
    this.look = look;
    list.getStyleClass().add("network-list");
    waiting.setPrefSize(WAITING, WAITING);
    var words = new Label(texts.get("network.lead"));
    words.getStyleClass().add("muted");
    words.setWrapText(true);
    words.setMinHeight(Region.USE_PREF_SIZE);
    again.setId("network-again");
    again.setText(texts.get("network.again"));
    again.setGraphic(Icons.of(Feather.REFRESH_CW));
    again.setOnAction(_ -> examine());
    var bottom = new HBox(waiting, again);
    bottom.getStyleClass().add("network-bottom");
    root.getChildren().setAll(words, list, bottom);
    root.getStyleClass().add("network");
    root.getStylesheets().add(Theme.css(NetworkSheet.class, "nearby.css"));
    examine();
  }

  /** In front of the window. */
  public static Dialog show(
      Dialogs dialogs, Texts texts, Work work, Supplier<List<NetworkFinding>> look) {
    var sheet = new NetworkSheet(texts, work, look);
    return dialogs
        .panel(texts.get("network.title"), sheet.root)
        .wide()
        .tall()
        .focusOn(sheet.again)
        .show();
  }

  private void examine() {
    waiting.setVisible(true);
    again.setDisable(true);
    work.run(
        look,
        findings -> {
          waiting.setVisible(false);
          again.setDisable(false);
          fill(findings);
        });
  }

  private void fill(List<NetworkFinding> findings) {
    list.getChildren().setAll(findings.stream().map(this::block).toList());
    if (findings.stream().noneMatch(NetworkFinding::isTrouble)) {
      list.getChildren()
          .add(block(Feather.INFO, "network.isolated", "network-note", new Object[0]));
    }
  }

  private HBox block(NetworkFinding finding) {
    String key = "network." + key(finding);
    return finding.isTrouble()
        ? block(Feather.ALERT_TRIANGLE, key, "network-trouble", arguments(finding))
        : block(Feather.CHECK_CIRCLE, key, "network-well", arguments(finding));
  }

  private HBox block(Feather icon, String key, String styleClass, Object[] arguments) {
    var what = new Label(texts.get(key, arguments));
    what.getStyleClass().add("network-what");
    var why = new Label(texts.get(key + ".why", arguments));
    why.getStyleClass().add("muted");
    var lines = new VBox(what, why);
    if (texts.has(key + ".do")) {
      var action = new Label(texts.get(key + ".do", arguments));
      action.getStyleClass().add("network-do");
      lines.getChildren().add(action);
    }
    lines
        .getChildren()
        .forEach(each -> {
          ((Label) each).setWrapText(true);
          ((Label) each).setMinHeight(Region.USE_PREF_SIZE);
        });
    lines.setMinWidth(0);
    HBox.setHgrow(lines, Priority.ALWAYS);
    FontIcon picture = Icons.of(icon, 20);
    var block = new HBox(picture, lines);
    block.getStyleClass().addAll("network-block", styleClass);
    return block;
  }

  private static String key(NetworkFinding finding) {
    return switch (finding) {
      case NetworkFinding.OnNetworks _ -> "on_networks";
      case NetworkFinding.NoNetwork _ -> "no_network";
      case NetworkFinding.MulticastBlocked _ -> "multicast_blocked";
      case NetworkFinding.BroadcastBlocked _ -> "broadcast_blocked";
      case NetworkFinding.VpnHoldsMulticast _ -> "vpn_holds_multicast";
      case NetworkFinding.VpnHoldsNetwork _ -> "vpn_holds_network";
      case NetworkFinding.BeaconPortTaken _ -> "beacon_port_taken";
      case NetworkFinding.PortClosed _ -> "port_closed";
      case NetworkFinding.PortFiltered _ -> "port_filtered";
      case NetworkFinding.FirewallRule _ -> "firewall_rule";
      case NetworkFinding.ClockOff _ -> "clock_off";
    };
  }

  private Object[] arguments(NetworkFinding finding) {
    return switch (finding) {
      case NetworkFinding.OnNetworks(List<LanInterface> interfaces) ->
          new Object[] {
            interfaces.stream().map(NetworkSheet::words).collect(Collectors.joining(", "))
          };
      case NetworkFinding.NoNetwork _ -> new Object[0];
      case NetworkFinding.MulticastBlocked(LanInterface on, boolean _) -> new Object[] {words(on)};
      case NetworkFinding.BroadcastBlocked(LanInterface on, boolean _) -> new Object[] {words(on)};
      case NetworkFinding.VpnHoldsMulticast(String tunnel) -> new Object[] {tunnel};
      case NetworkFinding.VpnHoldsNetwork(LanInterface network, String tunnel) ->
          new Object[] {tunnel, words(network)};
      case NetworkFinding.BeaconPortTaken(int port) -> new Object[] {Integer.toString(port)};
      case NetworkFinding.PortClosed(LanInterface on, int port) ->
          new Object[] {words(on), Integer.toString(port)};
      case NetworkFinding.PortFiltered(LanInterface on, int port) ->
          new Object[] {words(on), Integer.toString(port)};
      case NetworkFinding.FirewallRule(String program, String rule) ->
          new Object[] {program, SafeText.oneLine(rule)};
      case NetworkFinding.ClockOff(String server, String address, Duration ahead) ->
          new Object[] {
            SafeText.oneLine(server), address, ahead.abs().toMinutes(), ahead.isNegative() ? 0 : 1
          };
    };
  }

  private static String words(LanInterface each) {
    return String.format(Locale.ROOT, "%s %s", each.name(), each.address().getHostAddress());
  }
}
