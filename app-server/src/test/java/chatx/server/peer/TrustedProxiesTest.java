package chatx.server.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {
  private static final TrustedProxies PROXIES =
      TrustedProxies.of(List.of("10.0.0.0/8", "192.0.2.7", "fd00::/8", "172.16.0.0/12"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          203.0.113.1 | 198.51.100.1             | 203.0.113.1
          10.1.2.3    | 198.51.100.1             | 198.51.100.1
          192.0.2.7   | 198.51.100.1             | 198.51.100.1
          192.0.2.8   | 198.51.100.1             | 192.0.2.8
          172.31.9.9  | 198.51.100.1             | 198.51.100.1
          172.32.0.1  | 198.51.100.1             | 172.32.0.1
          fd12::1     | 2001:db8::5              | 2001:db8::5
          10.1.2.3    | 1.1.1.1, 198.51.100.1    | 198.51.100.1
          10.1.2.3    | 198.51.100.1, 10.9.9.9   | 198.51.100.1
          10.1.2.3    | 10.8.8.8, 10.9.9.9       | 10.8.8.8
          10.1.2.3    | 198.51.100.1:4711        | 198.51.100.1
          10.1.2.3    | [2001:db8::5]:4711       | 2001:db8::5
          10.1.2.3    | [2001:db8::5             | 10.1.2.3
          10.1.2.3    | unknown                  | 10.1.2.3
          10.1.2.3    | localhost                | 10.1.2.3
          10.1.2.3    | 1.1.1.1, evil, 10.9.9.9  | 10.9.9.9
          10.1.2.3    | 999.1.1.1                | 10.1.2.3
          10.1.2.3    | ''                       | 10.1.2.3
          """)
  void theClientIsTheFirstFromTheRightThatIsNoTrustedProxy(
      String remote, String forwarded, String client) {
    assertThat(PROXIES.peer(address(remote), false, List.of(forwarded), List.of()).address())
        .isEqualTo(address(client));
  }

  @Test
  void severalLinesAreOneList() {
    assertThat(
            PROXIES.peer(
                address("10.1.2.3"), false, List.of("1.1.1.1", "2.2.2.2, 10.0.0.9"), List.of()))
        .isEqualTo(new Peer(address("2.2.2.2"), false));
  }

  @Test
  void tlsIsWhatTheLastTrustedProxySays() {
    InetAddress proxy = address("10.1.2.3");
    assertThat(PROXIES.peer(proxy, false, List.of(), List.of("https")).secure()).isTrue();
    assertThat(PROXIES.peer(proxy, false, List.of(), List.of("https, http")).secure()).isFalse();
    assertThat(PROXIES.peer(proxy, false, List.of(), List.of()).secure()).isFalse();
    assertThat(PROXIES.peer(address("203.0.113.1"), false, List.of(), List.of("https")).secure())
        .isFalse();
    assertThat(TrustedProxies.NONE.peer(proxy, false, List.of("1.1.1.1"), List.of("https")))
        .isEqualTo(new Peer(proxy, false));
  }

  @Test
  void aConnectionThatIsEncryptedItselfIsSecureUnlessAProxySaysThatItsClientWasNot() {
    InetAddress proxy = address("10.1.2.3");
    assertThat(PROXIES.peer(address("203.0.113.1"), true, List.of(), List.of("http")).secure())
        .isTrue();
    assertThat(PROXIES.peer(proxy, true, List.of(), List.of()).secure()).isTrue();
    assertThat(PROXIES.peer(proxy, true, List.of(), List.of("http")).secure()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10.0.0.0/33", "10.0.0/8", "example.org", "10.0.0.0/-1", "fd00::/129", "/"})
  void whatIsNoBlockIsNamed(String block) {
    assertThatThrownBy(() -> TrustedProxies.of(List.of("10.0.0.1", block)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(block);
  }

  private static InetAddress address(String literal) {
    return InetAddress.ofLiteral(literal);
  }
}
