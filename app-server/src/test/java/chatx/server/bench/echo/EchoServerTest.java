package chatx.server.bench.echo;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.server.socket.RawSocket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EchoServerTest {
  private static final int FIN = 0x80;
  private static final int CONTINUATION = 0x0;
  private static final int TEXT = 0x1;
  private static final int BINARY = 0x2;
  private static final int CLOSE = 0x8;
  private static final int PING = 0x9;
  private static final int PONG = 0xA;
  private static final int LARGE = 16 << 20;

  private EchoServer server;
  private RawSocket client;

  @BeforeEach
  void connect() throws IOException {
    server = EchoServer.start("127.0.0.1", 0, Clock.systemUTC());
    client = RawSocket.connect(server.port());
    client.send(RawSocket.handshake(server.port()).replace("GET /ws ", "GET / "));
    assertThat(client.readHead()).startsWith("HTTP/1.1 101 ");
  }

  @AfterEach
  void close() throws IOException {
    client.close();
    server.close();
  }

  @Test
  void sendsTextAndBinaryBackAsTheyCame() throws IOException {
    client.text("");
    client.text("Grüße 😀");
    client.send(RawSocket.frame(FIN | BINARY, new byte[] {0, -1, 7}));
    assertEcho(TEXT, new byte[0]);
    assertEcho(TEXT, "Grüße 😀".getBytes(StandardCharsets.UTF_8));
    assertEcho(BINARY, new byte[] {0, -1, 7});
  }

  @Test
  void putsFragmentsTogetherAndAnswersAPingBetweenThem() throws IOException {
    byte[] euro = "€".getBytes(StandardCharsets.UTF_8);
    client.send(RawSocket.frame(TEXT, Arrays.copyOf(euro, 1)));
    client.send(RawSocket.frame(FIN | PING, new byte[] {1, 2}));
    client.send(RawSocket.frame(CONTINUATION, Arrays.copyOfRange(euro, 1, 2)));
    client.send(RawSocket.frame(FIN | CONTINUATION, Arrays.copyOfRange(euro, 2, 3)));
    assertEcho(PONG, new byte[] {1, 2});
    assertEcho(TEXT, euro);
  }

  @Test
  void sendsMessagesOfSixteenMebibytesBackWholeAndInFragments() throws IOException {
    byte[] bytes = new byte[LARGE];
    new Random(4).nextBytes(bytes);
    client.send(RawSocket.frame(FIN | BINARY, bytes));
    assertEcho(BINARY, bytes);
    int part = LARGE / 256;
    for (int from = 0; from < LARGE; from += part) {
      int first = (from == 0 ? BINARY : CONTINUATION) | (from + part == LARGE ? FIN : 0);
      client.send(RawSocket.frame(first, Arrays.copyOfRange(bytes, from, from + part)));
    }
    assertEcho(BINARY, bytes);
    byte[] text = "x".repeat(LARGE).getBytes(StandardCharsets.US_ASCII);
    client.send(RawSocket.frame(FIN | TEXT, text));
    assertEcho(TEXT, text);
  }

  @Test
  void answersACloseAndRefusesAPathOfItsOwn() throws IOException {
    client.send(RawSocket.frame(FIN | CLOSE, new byte[] {0x03, (byte) 0xE8}));
    assertThat(client.readClose().closeCode()).isEqualTo(1000);
    try (RawSocket other = RawSocket.connect(server.port())) {
      other.send("GET /other HTTP/1.1\r\nHost: localhost:" + server.port() + "\r\n\r\n");
      assertThat(other.status()).isEqualTo(404);
    }
  }

  private void assertEcho(int opcode, byte[] payload) throws IOException {
    RawSocket.Frame frame = client.read();
    assertThat(frame.opcode()).isEqualTo(opcode);
    assertThat(Arrays.equals(frame.payload(), payload)).isTrue();
  }
}
