package chatx.desktop.nearby;

import chatx.desktop.ui.Texts;
import chatx.desktop.ui.Work;
import chatx.lan.LanInterface;
import chatx.lan.NetworkFinding;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import javafx.scene.layout.Region;

/** The network's servers and troubles, for pictures. */
public final class NearbySamples {
  private NearbySamples() {}

  /**
   * @param mark in every word that is not one of the texts
   */
  public static Region found(Texts texts, String mark, boolean brief) {
    var lan = new ScriptedLan();
    NearbyViewModel model = open(lan);
    lan.there(
        ScriptedLan.announced(5, "Ada’s ChatX" + mark, "adas-laptop" + mark, 3, false),
        ScriptedLan.announced(7, "Chess club" + mark, "rook" + mark, 12, true),
        ScriptedLan.answering(9, "Old Oak" + mark),
        ScriptedLan.announced(12, "Willow House" + mark, "", 0, false));
    return view(texts, model, brief);
  }

  public static Region nothing(Texts texts) {
    NearbyViewModel model = open(new ScriptedLan());
    model.waitedLong();
    return view(texts, model, false);
  }

  public static NetworkSheetSample troubles(String mark) {
    LanInterface lan = lan();
    return new NetworkSheetSample(
        List.of(
            new NetworkFinding.OnNetworks(List.of(lan)),
            new NetworkFinding.MulticastBlocked(lan, true),
            new NetworkFinding.VpnHoldsNetwork(lan, "tun0"),
            new NetworkFinding.FirewallRule("nftables", "tcp dport 8420 drop" + mark),
            new NetworkFinding.ClockOff("Willow" + mark, "192.168.1.9", Duration.ofMinutes(-7))));
  }

  public static NetworkSheetSample well() {
    return new NetworkSheetSample(List.of(new NetworkFinding.OnNetworks(List.of(lan()))));
  }

  /** What a look at the network comes to. */
  public record NetworkSheetSample(List<NetworkFinding> findings) {}

  private static Region view(Texts texts, NearbyViewModel model, boolean brief) {
    var view = new NearbyView(texts, model, () -> {});
    view.brief(brief);
    return view.root();
  }

  private static NearbyViewModel open(ScriptedLan lan) {
    var model =
        new NearbyViewModel(
            lan, Work.atOnce(), new NearbyViewModel.Needs(List::of, _ -> false, _ -> {}));
    model.open(true);
    return model;
  }

  private static LanInterface lan() {
    try {
      return new LanInterface(
          "wlan0",
          (Inet4Address) InetAddress.getByName("192.168.1.5"),
          24,
          (Inet4Address) InetAddress.getByName("192.168.1.255"));
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
