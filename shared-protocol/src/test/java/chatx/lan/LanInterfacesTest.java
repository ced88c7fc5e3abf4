package chatx.lan;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanInterfacesTest {
  @ParameterizedTest
  @ValueSource(strings = {"eth0", "wlan0", "enp3s0", "wlp2s0", "en0", "br0", "bond0", "Ethernet"})
  void peopleAreBehindCablesAndRadios(String name) throws Exception {
    assertThat(LanInterfaces.choose(List.of(up(name, "192.168.1.7", 24)))).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "docker0, INSIDE",
    "br-3fa9, INSIDE",
    "veth12ab, INSIDE",
    "virbr0, INSIDE",
    "vboxnet0, INSIDE",
    "vEthernet (WSL), INSIDE",
    "tun0, TUNNEL",
    "tap0, TUNNEL",
    "wg0, TUNNEL",
    "utun4, TUNNEL",
    "tailscale0, TUNNEL",
    "ppp0, TUNNEL"
  })
  void nobodyIsBehindTheseAndTheReasonIsKnown(String name, LanInterfaces.Unfit why)
      throws Exception {
    assertThat(LanInterfaces.choose(List.of(up(name, "172.17.0.1", 16)))).isEmpty();
    assertThat(LanInterfaces.unfit(up(name, "172.17.0.1", 16))).contains(why);
    assertThat(LanInterfaces.isLan(name)).isFalse();
  }

  @Test
  void whatIsDownOrWithoutAnAddressIsNoUse() throws Exception {
    var down = sighting("eth0", false, false, "192.168.1.7", 24);
    var bare = new LanInterfaces.Sighting("eth1", "eth1", true, false, false, List.of());
    var single = up("eth2", "10.0.0.1", 32);
    var pointed = sighting("dsl", true, true, "10.0.0.1", 24);
    assertThat(LanInterfaces.choose(List.of(down, bare, single, pointed))).isEmpty();
    assertThat(LanInterfaces.unfit(down)).contains(LanInterfaces.Unfit.DOWN);
    assertThat(LanInterfaces.unfit(bare)).contains(LanInterfaces.Unfit.NO_ADDRESS);
    assertThat(LanInterfaces.unfit(single)).contains(LanInterfaces.Unfit.NO_ADDRESS);
    assertThat(LanInterfaces.unfit(pointed)).contains(LanInterfaces.Unfit.TUNNEL);
  }

  @Test
  void privateAddressesComeFirstAndThoseWithoutDhcpLast() throws Exception {
    assertThat(
            LanInterfaces.choose(
                List.of(
                    up("a", "169.254.3.4", 16), up("b", "100.1.2.3", 24), up("c", "10.0.0.1", 8))))
        .extracting(LanInterface::name)
        .containsExactly("c", "b", "a");
  }

  @Test
  void anInterfaceReachesItsNetworkAndNothingElse() throws Exception {
    LanInterface lan = LanInterfaces.choose(List.of(up("eth0", "192.168.1.7", 23))).getFirst();
    assertThat(lan.reaches(address("192.168.0.1"))).isTrue();
    assertThat(lan.reaches(address("192.168.1.255"))).isTrue();
    assertThat(lan.reaches(address("192.168.2.1"))).isFalse();
    assertThat(lan.reaches(address("::1"))).isFalse();
  }

  @Test
  void aScanKnowsAtMostTheTwentyFourBitsAround() throws Exception {
    LanInterface large = LanInterfaces.choose(List.of(up("eth0", "10.1.2.3", 8))).getFirst();
    assertThat(LanFinder.neighbours(large))
        .hasSize(253)
        .doesNotContain(address("10.1.2.3"), address("10.1.2.0"), address("10.1.2.255"))
        .contains(address("10.1.2.1"), address("10.1.2.254"));
    LanInterface small = LanInterfaces.choose(List.of(up("eth0", "10.1.2.0", 30))).getFirst();
    assertThat(LanFinder.neighbours(small))
        .containsExactly(address("10.1.2.1"), address("10.1.2.2"));
  }

  static LanInterfaces.Sighting up(String name, String address, int prefix)
      throws UnknownHostException {
    return sighting(name, true, false, address, prefix);
  }

  private static LanInterfaces.Sighting sighting(
      String name, boolean up, boolean pointToPoint, String address, int prefix)
      throws UnknownHostException {
    return new LanInterfaces.Sighting(
        name,
        name,
        up,
        false,
        pointToPoint,
        List.of(new LanInterfaces.Address(address(address), prefix, address("255.255.255.255"))));
  }

  private static InetAddress address(String text) throws UnknownHostException {
    return InetAddress.getByName(text);
  }
}
