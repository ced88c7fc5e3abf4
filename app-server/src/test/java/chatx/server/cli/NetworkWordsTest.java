package chatx.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.lan.LanInterface;
import chatx.lan.LanInterfaces;
import chatx.lan.NetworkFinding;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkWordsTest {
  @Test
  void everyTroubleHasItsNameWhatWasSeenAndOneAction() throws Exception {
    LanInterface lan = lan();
    for (NetworkFinding trouble :
        List.of(
            new NetworkFinding.NoNetwork(
                List.of(new LanInterfaces.Skipped("wg0", LanInterfaces.Unfit.TUNNEL))),
            new NetworkFinding.MulticastBlocked(lan, true),
            new NetworkFinding.BroadcastBlocked(lan, false),
            new NetworkFinding.VpnHoldsMulticast("tun0"),
            new NetworkFinding.VpnHoldsNetwork(lan, "tun0"),
            new NetworkFinding.BeaconPortTaken(8420),
            new NetworkFinding.PortClosed(lan, 8420),
            new NetworkFinding.PortFiltered(lan, 8420),
            new NetworkFinding.FirewallRule("nftables", "tcp dport 8420 drop"),
            new NetworkFinding.ClockOff("Willow", "10.0.0.2", Duration.ofMinutes(-90)))) {
      Finding finding = NetworkWords.of(trouble);
      assertThat(finding.status()).as(trouble.toString()).isNotEqualTo(Finding.Status.OK);
      assertThat(finding.check()).isNotBlank();
      assertThat(finding.detail()).isNotBlank();
      assertThat(finding.action()).isNotBlank();
    }
  }

  @Test
  void whatIsWellNeedsNoAction() throws Exception {
    Finding finding = NetworkWords.of(new NetworkFinding.OnNetworks(List.of(lan())));
    assertThat(finding.status()).isEqualTo(Finding.Status.OK);
    assertThat(finding.detail()).contains("eth0 10.0.0.1");
  }

  @Test
  void namesFromTheNetworkStayOnTheirLine() {
    Finding finding =
        NetworkWords.of(
            new NetworkFinding.ClockOff("a\nb\u001b[31m", "10.0.0.2", Duration.ofHours(2)));
    assertThat(finding.detail()).doesNotContain("\n", "\u001b").contains("2 h 0 min ahead");
  }

  private static LanInterface lan() throws Exception {
    return new LanInterface(
        "eth0",
        (Inet4Address) InetAddress.getByName("10.0.0.1"),
        24,
        (Inet4Address) InetAddress.getByName("10.0.0.255"));
  }
}
