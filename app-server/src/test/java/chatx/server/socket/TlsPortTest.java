package chatx.server.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chatx.protocol.CloseReason;
import chatx.server.frame.EncodedFrame;
import chatx.server.tls.ServerTls;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One port that speaks TLS, to those who do it well, badly, slowly, or not at all. */
class TlsPortTest {
  private static final Duration SHORT = Duration.ofMillis(300);

  @TempDir Path folder = Path.of("");

  private ServerTls tls;

  @SuppressWarnings("NullAway") // set before each test
  TlsPortTest() {
    tls = null;
  }

  @BeforeEach
  void makeKey() throws IOException {
    tls = TestTls.ofOwnKey(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void httpAndWebSocketAreServedOnTheSamePort(String protocol) throws Exception {
    SSLParameters parameters = new SSLParameters();
    parameters.setProtocols(new String[] {protocol});
    try (TestPort port = TestPort.start(SocketSettings.defaults(), tls::engine);
        HttpClient client =
            HttpClient.newBuilder()
                .sslContext(TlsTunnel.trusting())
                .sslParameters(parameters)
                .version(HttpClient.Version.HTTP_1_1)
                .build()) {
      String here = "localhost:" + port.number();
      String body = "x".repeat(50_000);
      for (int i = 0; i < 3; i++) {
        HttpResponse<String> answer =
            client.send(
                HttpRequest.newBuilder(URI.create("https://" + here + "/here"))
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.body()).isEqualTo("POST /here virtual " + body);
        assertThat(answer.sslSession().orElseThrow().getProtocol()).isEqualTo(protocol);
      }

      Echoes echoes = new Echoes();
      WebSocket socket =
          client
              .newWebSocketBuilder()
              .subprotocols("chatx.v1")
              .header("Origin", "https://" + here)
              .buildAsync(URI.create("wss://" + here + "/ws"), echoes)
              .get(10, TimeUnit.SECONDS);
      for (String text : new String[] {"hello", "y".repeat(60_000), "ü€😀"}) {
        socket.sendText(text, true).get(10, TimeUnit.SECONDS);
        assertThat(echoes.next()).isEqualTo(text);
      }
      socket.abort();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /ws HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
        "hello"
      })
  void whoSpeaksPlainlyIsToldWhatThePortSpeaks(String request) throws Exception {
    try (TestPort port =
            TestPort.start(SocketSettings.builder().closeGrace(SHORT).build(), tls::engine);
        RawSocket client = RawSocket.connect(port.number())) {
      client.send(request);
      assertThat(client.readResponse())
          .startsWith("HTTP/1.1 400 ")
          .contains("This port speaks TLS: use https:// or wss://.");
      assertThat(client.isEnded()).isTrue();
      assertThat(port.opened).isEmpty();
    }
  }

  @Test
  void aPageOfTheSamePortIsOfTheSameOriginOnlyWhenItCameEncrypted() throws Exception {
    try (TestPort port = TestPort.start(SocketSettings.defaults(), tls::engine);
        TlsTunnel tunnel = TlsTunnel.to(port.number())) {
      String good = RawSocket.handshake(1, "Origin: https://localhost:1");
      try (RawSocket client = RawSocket.connect(tunnel.port())) {
        client.send(good);
        assertThat(client.status()).isEqualTo(101);
      }
      try (RawSocket client = RawSocket.connect(tunnel.port())) {
        client.send(good.replace("https://", "http://"));
        assertThat(client.status()).isEqualTo(403);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0301", "0302"})
  void olderVersionsAreRefusedWithTheAlertForThat(String version) throws Exception {
    byte[] hello = HexFormat.of().parseHex(oldHello(version));
    try (TestPort port =
            TestPort.start(SocketSettings.builder().closeGrace(SHORT).build(), tls::engine);
        RawSocket client = RawSocket.connect(port.number())) {
      client.send(hello);
      byte[] alert = client.socket().getInputStream().readNBytes(7);
      // Alert, fatal, protocol_version (RFC 8446, 6.2).
      assertThat(alert).hasSize(7).startsWith(21).endsWith(2, 70);
      assertThat(client.isEnded()).isTrue();
    }
  }

  /** One of TLS 1.0 or 1.1 with a suite that fits the server's key. */
  private static String oldHello(String version) {
    String body =
        version
            + "11".repeat(32)
            + "00"
            + "0002c00a"
            + "0100"
            + "000e000a00040002001700"
            + "0b00020100";
    String handshake = "01" + "%06x".formatted(body.length() / 2) + body;
    return "16" + version + "%04x".formatted(handshake.length() / 2) + handshake;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "16", "160301", "16030100c8010000c4"})
  void whoNeverFinishesAHandshakeIsClosedAtTheDeadline(String sent) throws Exception {
    SocketSettings settings =
        SocketSettings.builder().requestDeadline(SHORT).closeGrace(SHORT).build();
    try (TestPort port = TestPort.start(settings, tls::engine);
        RawSocket client = RawSocket.connect(port.number())) {
      client.send(HexFormat.of().parseHex(sent));
      assertThat(client.isEnded()).isTrue();
    }
  }

  @Test
  void whoShakesHandsAndSaysNothingIsClosedAtTheSameDeadline() throws Exception {
    SocketSettings settings = SocketSettings.builder().requestDeadline(SHORT).build();
    try (TestPort port = TestPort.start(settings, tls::engine);
        SSLSocket client = TlsTunnel.connect(port.number())) {
      client.startHandshake();
      assertThat(isEnded(client)).isTrue();
    }
  }

  @Test
  void recordsMayComeByteByByte() throws Exception {
    try (TestPort port = TestPort.start(SocketSettings.defaults(), tls::engine);
        Socket slow = new OneByOne(port.number());
        SSLSocket client =
            (SSLSocket)
                TlsTunnel.trusting()
                    .getSocketFactory()
                    .createSocket(slow, "localhost", port.number(), true)) {
      client.setSoTimeout(10_000);
      // How many bytes of a record are read at once is left to chance, so it has many.
      for (int i = 0; i < 100; i++) {
        client
            .getOutputStream()
            .write("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(readUntil(client.getInputStream(), "GET /slow virtual "))
            .contains("HTTP/1.1 200");
      }
    }
  }

  @Test
  void aSecondHandshakeOnTheSameConnectionEndsIt() throws Exception {
    try (TestPort port = TestPort.start(SocketSettings.defaults(), tls::engine);
        SSLSocket client = TlsTunnel.connect(port.number(), "TLSv1.2")) {
      client.startHandshake();
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> {
            client.startHandshake();
            var _ = client.getInputStream().read();
          });
      assertServes(port);
    }
  }

  @Test
  void keysMayChangeButNotForEver() throws Exception {
    try (TestPort port = TestPort.start(SocketSettings.defaults(), tls::engine);
        SSLSocket client = TlsTunnel.connect(port.number(), "TLSv1.3")) {
      client.startHandshake();
      byte[] get = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
      for (int i = 0; i < 5; i++) {
        client.startHandshake();
        client.getOutputStream().write(get);
        assertThat(readUntil(client.getInputStream(), "GET /a virtual ")).isNotEmpty();
      }
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> {
            for (int i = 0; i < 500; i++) {
              client.startHandshake();
              client.getOutputStream().write(get);
              var _ = readUntil(client.getInputStream(), "GET /a virtual ");
            }
          });
      assertServes(port);
    }
  }

  @Test
  void rubbishInsteadOfARecordEndsTheConnectionAlone() throws Exception {
    try (TestPort port =
            TestPort.start(SocketSettings.builder().closeGrace(SHORT).build(), tls::engine);
        Socket raw = new Socket(InetAddress.getLoopbackAddress(), port.number());
        SSLSocket client =
            (SSLSocket)
                TlsTunnel.trusting()
                    .getSocketFactory()
                    .createSocket(raw, "localhost", port.number(), true)) {
      client.setSoTimeout(10_000);
      client.startHandshake();
      raw.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(isEnded(client)).isTrue();
      assertServes(port);
    }
  }

  @Test
  void aStopSaysGoodbyeInBothLanguages() throws Exception {
    try (TestPort port = TestPort.start(SocketSettings.defaults(), tls::engine);
        SSLSocket client = TlsTunnel.connect(port.number())) {
      client.getOutputStream().write(RawSocket.handshake(1).getBytes(StandardCharsets.ISO_8859_1));
      assertThat(readUntil(client.getInputStream(), "\r\n\r\n")).startsWith("HTTP/1.1 101 ");
      Awaitility.await().until(() -> port.opened.size() == 1);
      Thread stop = Thread.ofVirtual().start(() -> port.port().stop(CloseReason.RESTARTING));
      InputStream in = client.getInputStream();
      assertThat(in.readNBytes(4))
          .startsWith(0x88)
          .endsWith(CloseReason.RESTARTING.code() >> 8, CloseReason.RESTARTING.code() & 0xFF);
      client.getOutputStream().write(RawSocket.frame(0x88, new byte[] {3, (byte) 0xE8}));
      // No exception: the end was announced.
      assertThat(in.readAllBytes()).isEmpty();
      stop.join();
    }
  }

  @Test
  void whoDoesNotReadIsTooSlowAsWithoutEncryption() throws Exception {
    SocketSettings settings =
        SocketSettings.builder().outboxBytes(200_000).writeStall(SHORT).closeGrace(SHORT).build();
    try (TestPort port = TestPort.start(settings, tls::engine);
        SSLSocket client = TlsTunnel.connect(port.number())) {
      client.getOutputStream().write(RawSocket.handshake(1).getBytes(StandardCharsets.ISO_8859_1));
      assertThat(readUntil(client.getInputStream(), "\r\n\r\n")).startsWith("HTTP/1.1 101 ");
      Awaitility.await().until(() -> port.opened.size() == 1);
      Connection connection = port.opened.getFirst();
      var frame = EncodedFrame.text("z".repeat(60_000));
      Awaitility.await().until(() -> !connection.offer(frame));
      Awaitility.await().until(() -> port.closed.contains(connection));
    }
  }

  private static void assertServes(TestPort port) throws IOException {
    try (SSLSocket client = TlsTunnel.connect(port.number())) {
      client
          .getOutputStream()
          .write("GET /b HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(readUntil(client.getInputStream(), "GET /b virtual ")).startsWith("HTTP/1.1 200");
    }
  }

  private static String readUntil(InputStream in, String end) throws IOException {
    StringBuilder read = new StringBuilder();
    while (read.indexOf(end) < 0) {
      int b = in.read();
      if (b < 0) {
        throw new IOException("ended after " + read);
      }
      read.append((char) b);
    }
    return read.toString();
  }

  private static boolean isEnded(Socket client) {
    try {
      return client.getInputStream().read() < 0;
    } catch (SocketTimeoutException late) {
      return false;
    } catch (IOException ended) {
      return true;
    }
  }

  private static final class Echoes implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();
    private volatile CompletableFuture<String> next = new CompletableFuture<>();

    String next() throws Exception {
      String received = next.get(10, TimeUnit.SECONDS);
      next = new CompletableFuture<>();
      return received;
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        next.complete(text.toString());
        text.setLength(0);
      }
      socket.request(1);
      return CompletableFuture.completedFuture(null);
    }
  }

  /** Sends every byte in a packet of its own. */
  private static final class OneByOne extends Socket {
    OneByOne(int port) throws IOException {
      super(InetAddress.getLoopbackAddress(), port);
      setTcpNoDelay(true);
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
      return new FilterOutputStream(super.getOutputStream()) {
        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
          for (int i = from; i < from + count; i++) {
            out.write(bytes[i]);
            out.flush();
          }
        }
      };
    }
  }
}
