package chatx.desktop.storage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people type and paste when they are asked for a server. */
final class ServerAddressTest {
  @ParameterizedTest
  @CsvSource({
    "192.168.1.5, 192.168.1.5, 8420, true",
    "'  host:8421 ', host, 8421, true",
    "HOST.local, host.local, 8420, true",
    "host., host, 8420, true",
    "[::1]:8420, ::1, 8420, true",
    "[FE80::1], fe80::1, 8420, true",
    "::1, ::1, 8420, true",
    "fe80::a:b, fe80::a:b, 8420, true",
    "http://host, host, 80, false",
    "http://host:8420/, host, 8420, false",
    "HTTPS://chat.example/rooms?x=1#y, chat.example, 443, true",
    "ws://host:8420/ws, host, 8420, false",
    "wss://[2001:db8::7]:9000/ws, 2001:db8::7, 9000, true",
    "bücher.example, xn--bcher-kva.example, 8420, true",
    "[fe80::1%eth0]:8421, fe80::1%eth0, 8421, true",
    "10.0.0.1:65535, 10.0.0.1, 65535, true"
  })
  void isRead(String typed, String host, int port, boolean secure) {
    ServerAddress address = new ServerAddress(host, port, secure);
    assertThat(ServerAddress.parse(typed)).contains(address);
    assertThat(ServerAddress.parse(address.display())).contains(address);
    assertThat(ServerAddress.parse(address.socket().toString())).contains(address);
    assertThat(address.http("/api/server").getPort()).isEqualTo(port);
    assertThat(address.http("/api/server").getPath()).isEqualTo("/api/server");
    assertThat(address.socket().getHost()).isEqualTo(host.contains(":") ? "[" + host + "]" : host);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ":8420",
        "host:",
        "host:0",
        "host:65536",
        "host:99999",
        "host:x",
        "ftp://host",
        "http://",
        "http:///x",
        "user@host",
        "http://user:pass@host",
        "a b",
        "host name",
        "256.1.1.1",
        "1.2.3",
        "1.2.3.4.5",
        "[::1",
        "[::g]",
        "::1::2",
        "1:2",
        "-host",
        "host-",
        "a..b",
        "host\u0000",
        "javascript:alert(1)",
        "\\\\host\\share",
        "хост\u202E",
        "http://[::1]:70000",
        "my_server",
        "host.1a",
        "host.-a",
        "a-.host"
      })
  void isNoServersAddress(String typed) {
    assertThat(ServerAddress.parse(typed)).isEmpty();
  }

  @Test
  void aLongTextIsRefusedAtOnce() {
    assertThat(ServerAddress.parse("a".repeat(1 << 20))).isEmpty();
    assertThat(ServerAddress.parse("a.".repeat(900))).isEmpty();
    assertThat(ServerAddress.parse("a-".repeat(125) + "!")).isEmpty();
    assertThat(ServerAddress.parse("a.".repeat(126) + "a")).isPresent();
  }

  @Test
  void isShownAsAPersonWouldWriteIt() {
    assertThat(new ServerAddress("host", 8420, true)).hasToString("host");
    assertThat(new ServerAddress("host", 80, true)).hasToString("host:80");
    assertThat(new ServerAddress("::1", 9000, true)).hasToString("[::1]:9000");
    assertThat(new ServerAddress("chat.example", 443, true)).hasToString("https://chat.example");
    assertThat(new ServerAddress("host", 8420, false)).hasToString("http://host:8420");
    assertThat(new ServerAddress("host", 80, false)).hasToString("http://host");
  }
}
