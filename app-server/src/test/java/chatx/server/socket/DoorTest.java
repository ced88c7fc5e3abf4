package chatx.server.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chatx.protocol.CloseReason;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who gets in, how long one may take over it, and how many at once. */
class DoorTest {

  private static final Duration SHORT = Duration.ofMillis(300);

  @Test
  void thisComputerOnlyMeansThat() throws Exception {
    try (TestPort port = TestPort.start(SocketSettings.defaults())) {
      List<InetAddress> elsewhere =
          Collections.list(NetworkInterface.getNetworkInterfaces()).stream()
              .flatMap(NetworkInterface::inetAddresses)
              .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
              .toList();
      for (InetAddress address : elsewhere) {
        assertThat(accepts(address, port.number())).as("%s", address).isFalse();
      }
      assertThat(accepts(InetAddress.ofLiteral("127.0.0.1"), port.number())).isTrue();
      // Linux routes all of 127/8 to this computer: what listens everywhere answers here.
      assertThat(accepts(InetAddress.ofLiteral("127.0.0.2"), port.number())).isFalse();
    }
  }

  /** The full number of half-open requests; the deadline is a second, the trickle 50 ms. */
  @Test
  void fiveHundredTricklingRequestsAreCutAndANewOneIsServedMeanwhile() throws Exception {
    SocketSettings settings =
        SocketSettings.builder()
            .requestDeadline(Duration.ofSeconds(1))
            .maxConnectionsPerAddress(1000)
            .build();
    try (TestPort port = TestPort.start(settings)) {
      List<RawSocket> half = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        RawSocket client = RawSocket.connect(port.number());
        client.send(
            i % 2 == 0
                ? "GET /ws HTTP/1.1\r\nHost: x\r\nA: "
                : "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\n");
        half.add(client);
      }
      Thread trickle =
          Thread.ofVirtual()
              .start(() -> {
                while (!Thread.interrupted()) {
                  half.forEach(client -> client.sendWhatIsTaken(new byte[] {'x'}));
                  try {
                    Thread.sleep(Duration.ofMillis(50));
                  } catch (InterruptedException e) {
                    return;
                  }
                }
              });
      long before = System.nanoTime();
      try (RawSocket client = RawSocket.open(port.number())) {
        client.text("in");
        assertThat(client.readText()).isEqualTo("in");
      }
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMillis(250));
      for (RawSocket client : half) {
        assertThat(client.isEnded()).isTrue();
        client.close();
      }
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(3));
      trickle.interrupt();
      trickle.join();
    }
  }

  /** The full number; the deadline is a second instead of ten. */
  @Test
  void aThousandWhoDoNotSignInAreClosedAndDoNotStopASignIn() throws Exception {
    SocketSettings settings =
        SocketSettings.builder()
            .signInDeadline(Duration.ofSeconds(1))
            .closeGrace(SHORT)
            .maxConnectionsPerAddress(2000)
            .build();
    try (TestPort port = TestPort.startWithSignIn(settings)) {
      List<RawSocket> strangers = new ArrayList<>();
      for (int i = 0; i < 1000; i++) {
        strangers.add(RawSocket.open(port.number()));
      }
      try (RawSocket client = RawSocket.open(port.number())) {
        client.text("sign in");
        assertThat(client.readText()).isEqualTo("sign in");
        for (RawSocket stranger : strangers) {
          assertThat(stranger.readClose().closeCode()).isEqualTo(CloseReason.NOT_SIGNED_IN.code());
          assertThat(stranger.isEnded()).isTrue();
          stranger.close();
        }
        client.text("still here");
        assertThat(client.readText()).isEqualTo("still here");
        await().until(() -> port.closed.size() == 1000);
      }
    }
  }

  @Test
  void notMoreThanFourKibibytesAreReadBeforeTheSignIn() throws Exception {
    try (TestPort port = TestPort.startWithSignIn(SocketSettings.defaults());
        RawSocket client = RawSocket.open(port.number());
        RawSocket signedIn = RawSocket.open(port.number())) {
      signedIn.text("sign in");
      assertThat(signedIn.readText()).isEqualTo("sign in");
      signedIn.text("x".repeat(5000));
      assertThat(signedIn.readText()).hasSize(5000);
      client.sendWhatIsTaken(RawSocket.frame(0x81, new byte[5000]));
      assertThat(client.readClose().closeCode()).isEqualTo(CloseReason.NOT_SIGNED_IN.code());
      assertThat(client.isEnded()).isTrue();
    }
  }

  @Test
  void oneAddressGetsOnlyItsShare() throws Exception {
    SocketSettings settings = SocketSettings.builder().maxConnectionsPerAddress(3).build();
    try (TestPort port = TestPort.start(settings)) {
      List<RawSocket> three = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        three.add(RawSocket.open(port.number()));
      }
      try (RawSocket fourth = RawSocket.connect(port.number())) {
        fourth.send(RawSocket.handshake(port.number()));
        assertThat(fourth.readResponse()).startsWith("HTTP/1.1 429 ").contains("Retry-After: ");
      }
      three.getFirst().close();
      await().atMost(Duration.ofSeconds(5)).until(() -> opens(port.number()));
      for (RawSocket client : three) {
        client.close();
      }
    }
  }

  @Test
  void aFullServerSaysSo() throws Exception {
    SocketSettings settings = SocketSettings.builder().maxConnections(2).build();
    try (TestPort port = TestPort.start(settings);
        RawSocket _ = RawSocket.open(port.number());
        RawSocket _ = RawSocket.open(port.number());
        RawSocket third = RawSocket.connect(port.number())) {
      third.send("GET /a HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(third.readResponse()).startsWith("HTTP/1.1 503 ").contains("Retry-After: ");
    }
  }

  @Test
  void aRestingHttpConnectionIsClosed() throws Exception {
    SocketSettings settings = SocketSettings.builder().keepAlive(SHORT).build();
    try (TestPort port = TestPort.start(settings);
        RawSocket client = RawSocket.connect(port.number())) {
      client.send("GET /a HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(client.status()).isEqualTo(200);
      assertThat(client.isEnded()).isTrue();
    }
  }

  @Test
  void cookiesCountOnlyBesideAnOrigin() throws Exception {
    try (TestPort port = TestPort.start(SocketSettings.defaults());
        RawSocket _ = port.open(0, "Cookie: s=1", "Authorization: Bearer t");
        RawSocket _ = port.open(0, "Cookie: s=1", "Origin: http://localhost:" + port.number())) {
      Handshake program = port.opened.get(0).handshake();
      assertThat(program.fromBrowser()).isFalse();
      assertThat(program.cookies()).isNull();
      assertThat(program.authorization()).isEqualTo("Bearer t");
      assertThat(program.toString()).doesNotContain("Bearer");
      Handshake browser = port.opened.get(1).handshake();
      assertThat(browser.fromBrowser()).isTrue();
      assertThat(browser.cookies()).isEqualTo("s=1");
    }
  }

  /** Facts 4 and 5: fourteen bytes are answered without the memory that they announce. */
  @Test
  void announcedFramesTakeNoMemory() throws Exception {
    SocketSettings settings = SocketSettings.builder().maxFrameBytes(32 * 1024 * 1024).build();
    try (TestPort port = TestPort.start(settings)) {
      List<RawSocket> clients = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        RawSocket client = RawSocket.open(port.number());
        // 200 times 31 MiB would be six gigabytes.
        client.send(
            new byte[] {(byte) 0x82, (byte) 0xFF, 0, 0, 0, 0, 1, (byte) 0xF0, 0, 0, 1, 2, 3, 4});
        client.send(new byte[100]);
        clients.add(client);
      }
      try (RawSocket client = RawSocket.open(port.number())) {
        client.text("alive");
        assertThat(client.readText()).isEqualTo("alive");
      }
      for (RawSocket client : clients) {
        client.close();
      }
    }
  }

  @Test
  void aFrameOf32MebibytesIsReadInLinearTime() throws Exception {
    int size = 32 * 1024 * 1024;
    SocketSettings settings =
        SocketSettings.builder().maxFrameBytes(size).outboxBytes(2 * size).build();
    try (TestPort port = TestPort.start(settings);
        RawSocket client = RawSocket.open(port.number())) {
      client.send(RawSocket.frame(0x82, new byte[size]));
      assertThat(client.readText()).isEqualTo("binary");
    }
  }

  private static boolean opens(int number) {
    try (RawSocket _ = RawSocket.open(number)) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean accepts(InetAddress address, int number) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, number), 2000);
      return true;
    } catch (ConnectException e) {
      return false;
    }
  }
}
