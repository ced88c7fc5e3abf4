package chatx.server.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What goes through the proxy and what does not, over real sockets. */
@Timeout(20)
class FaultProxyTest {
  private static final int SOON_MILLIS = 200;

  private ServerSocket door;
  private FaultProxy proxy;
  private Socket client;
  private Socket server;

  @BeforeEach
  void connect() throws IOException {
    door = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    proxy = new FaultProxy(door.getLocalPort());
    client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    server = door.accept();
    Awaitility.await().until(() -> proxy.links().size() == 1);
  }

  @AfterEach
  void close() throws IOException {
    client.close();
    server.close();
    proxy.close();
    door.close();
  }

  @Test
  void passesOnWhatBothSay() throws IOException {
    say(client, "hello");
    assertThat(hear(server, 5)).isEqualTo("hello");
    say(server, "you");
    assertThat(hear(client, 3)).isEqualTo("you");
    assertThat(proxy.accepted()).isEqualTo(1);
  }

  @Test
  void lastWordsArriveBeforeAnOrderlyEnd() throws IOException {
    say(server, "goodbye");
    server.close();
    assertThat(hear(client, 7)).isEqualTo("goodbye");
    assertThat(client.getInputStream().read()).isEqualTo(-1);
  }

  @Test
  void aCutEndsBothSidesWithoutAWord() {
    proxy.links().getFirst().cut();
    assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
    assertThatThrownBy(() -> server.getInputStream().read()).isInstanceOf(SocketException.class);
    assertThat(proxy.links()).isEmpty();
  }

  @Test
  void halfOpenMeansThatNotEvenTheEndComesThrough() throws IOException {
    proxy.links().getFirst().stall();
    say(client, "hello");
    client.close();
    server.setSoTimeout(SOON_MILLIS);
    assertThatThrownBy(() -> server.getInputStream().read())
        .isInstanceOf(SocketTimeoutException.class);
    proxy.mend();
    server.setSoTimeout(0);
    assertThat(hear(server, 5)).isEqualTo("hello");
  }

  @Test
  void whatIsSwallowedNeverArrives() throws IOException {
    proxy.links().getFirst().swallow();
    say(server, "lost");
    say(client, "heard");
    assertThat(hear(server, 5)).isEqualTo("heard");
    client.setSoTimeout(SOON_MILLIS);
    assertThatThrownBy(() -> client.getInputStream().read())
        .isInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void whatIsDelayedArrivesWhenTheLinkIsMended() throws IOException {
    FaultProxy.Link link = proxy.links().getFirst();
    link.delay(Duration.ofHours(1));
    say(server, "late");
    client.setSoTimeout(SOON_MILLIS);
    assertThatThrownBy(() -> client.getInputStream().read())
        .isInstanceOf(SocketTimeoutException.class);
    link.mend();
    client.setSoTimeout(0);
    assertThat(hear(client, 4)).isEqualTo("late");
  }

  @Test
  void aSlowLinkBringsOneByteAfterTheOther() throws IOException {
    proxy.links().getFirst().slow(1);
    say(server, "slow");
    assertThat(hear(client, 1)).isEqualTo("s");
    client.setSoTimeout(SOON_MILLIS);
    assertThatThrownBy(() -> client.getInputStream().read())
        .isInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void whileItRefusesNobodyComesThrough() throws IOException {
    proxy.refuse();
    try (Socket second = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
      assertThatThrownBy(() -> second.getInputStream().read()).isInstanceOf(SocketException.class);
    }
    proxy.mend();
    try (Socket third = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        Socket served = door.accept()) {
      say(third, "back");
      assertThat(hear(served, 4)).isEqualTo("back");
    }
  }

  private static void say(Socket socket, String text) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(text.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private static String hear(Socket socket, int length) throws IOException {
    return new String(socket.getInputStream().readNBytes(length), StandardCharsets.US_ASCII);
  }
}
