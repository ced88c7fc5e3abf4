package chatx.desktop.host;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.desktop.host.LanAddresses.Interface;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LanAddressesTest {

  @Test
  void theAddressesOfTheLanAreGivenTheLikeliestFirst() {
    assertThat(
            choose(
                up("eth0", "fe80::1", "2001:db8::7", "203.0.113.9"),
                up("wlan0", "192.168.1.20", "fd00::20")))
        .containsExactly("192.168.1.20", "203.0.113.9");
  }

  @Test
  void longAddressesAreGivenWhereThereAreNoOthers() {
    assertThat(choose(up("eth0", "fe80::1", "2001:db8::7")))
        .containsExactly("2001:db8:0:0:0:0:0:7");
  }

  @Test
  void networksInsideThisComputerAndTunnelsAreLeftOut() {
    assertThat(
            choose(
                up("docker0", "172.17.0.1"),
                up("br-12ab", "172.18.0.1"),
                up("veth9", "172.19.0.1"),
                up("virbr0", "192.168.122.1"),
                up("tun0", "10.8.0.2"),
                up("wg0", "10.9.0.2"),
                up("utun3", "10.10.0.2"),
                new Interface(
                    "eth3", "vEthernet (WSL)", true, false, false, addresses("172.20.0.1")),
                new Interface("eth4", "eth4", true, false, true, addresses("10.11.0.2")),
                new Interface("eth5", "eth5", false, false, false, addresses("10.12.0.2")),
                new Interface("any", "any", true, true, false, addresses("127.0.0.1"))))
        .isEmpty();
  }

  @Test
  void whatIsValidOnOneLinkOnlyIsLeftOut() {
    assertThat(choose(up("eth0", "169.254.3.4", "fe80::2"))).isEmpty();
  }

  @Test
  void anAddressIsWrittenAsOneTypesIt() throws UnknownHostException {
    InetAddress four = InetAddress.getByName("192.168.1.20");
    InetAddress six = InetAddress.getByName("2001:db8::7");
    assertThat(HostedServer.written(four, 8420)).isEqualTo("192.168.1.20");
    assertThat(HostedServer.written(four, 8421)).isEqualTo("192.168.1.20:8421");
    assertThat(HostedServer.written(six, 8420)).isEqualTo("[2001:db8:0:0:0:0:0:7]");
    assertThat(HostedServer.written(six, 9)).isEqualTo("[2001:db8:0:0:0:0:0:7]:9");
  }

  private static List<String> choose(Interface... interfaces) {
    return LanAddresses.choose(List.of(interfaces)).stream()
        .map(InetAddress::getHostAddress)
        .toList();
  }

  private static Interface up(String name, String... addresses) {
    return new Interface(name, name, true, false, false, addresses(addresses));
  }

  private static List<InetAddress> addresses(String... texts) {
    List<InetAddress> addresses = new ArrayList<>();
    for (String text : texts) {
      try {
        addresses.add(InetAddress.getByName(text));
      } catch (UnknownHostException e) {
        throw new IllegalArgumentException(e);
      }
    }
    return addresses;
  }
}
