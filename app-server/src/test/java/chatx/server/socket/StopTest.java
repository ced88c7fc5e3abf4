package chatx.server.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chatx.protocol.CloseReason;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What becomes of HTTP requests when the server stops. */
class StopTest {

  @Test
  void requestsThatWereLetInAreAnsweredAndNewOnesRefusedUntilThen() throws Exception {
    try (TestPort port = TestPort.start(SocketSettings.defaults());
        RawSocket atWork = RawSocket.connect(port.number());
        RawSocket arriving = RawSocket.connect(port.number());
        RawSocket resting = RawSocket.connect(port.number())) {
      resting.send("GET /before HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(resting.status()).isEqualTo(200);
      arriving.send(
          "POST /late HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 9\r\n\r\n");
      assertThat(arriving.readHead()).startsWith("HTTP/1.1 100 ");
      atWork.send("GET /held HTTP/1.1\r\nHost: x\r\n\r\n");
      port.held.await();

      CompletableFuture<Void> stopping =
          CompletableFuture.runAsync(() -> port.port().stop(CloseReason.RESTARTING));
      await().untilAsserted(() -> assertThat(newRequest(port)).startsWith("HTTP/1.1 503 "));
      assertThat(newRequest(port)).contains("Retry-After: ");
      resting.send("GET /after HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(resting.status()).isEqualTo(503);
      try (RawSocket socket = RawSocket.connect(port.number())) {
        socket.send(RawSocket.handshake(port.number()));
        assertThat(socket.status()).isEqualTo(503);
      }
      arriving.send("last word");
      assertThat(arriving.readResponse()).startsWith("HTTP/1.1 200 ").endsWith("last word");
      assertThat(stopping).isNotDone();

      port.release();
      assertThat(atWork.readResponse()).startsWith("HTTP/1.1 200 ").contains("GET /held ");
      stopping.get();
      assertThat(canConnect(port)).isFalse();
    }
  }

  @Test
  void aRequestThatIsNeverAnsweredDoesNotHoldTheStopForLong() throws Exception {
    SocketSettings settings = SocketSettings.builder().stopWait(Duration.ofMillis(300)).build();
    try (TestPort port = TestPort.start(settings);
        RawSocket client = RawSocket.connect(port.number())) {
      client.send("GET /held HTTP/1.1\r\nHost: x\r\n\r\n");
      port.held.await();
      CompletableFuture<Void> stopping =
          CompletableFuture.runAsync(() -> port.port().stop(CloseReason.RESTARTING));
      await().atMost(Duration.ofSeconds(5)).until(stopping::isDone);
      assertThat(client.isEnded()).isTrue();
    }
  }

  private static String newRequest(TestPort port) throws IOException {
    try (RawSocket client = RawSocket.connect(port.number())) {
      client.send("GET /new HTTP/1.1\r\nHost: x\r\n\r\n");
      return client.readResponse();
    }
  }

  private static boolean canConnect(TestPort port) throws IOException {
    try (RawSocket _ = RawSocket.connect(port.number())) {
      return true;
    } catch (ConnectException e) {
      return false;
    }
  }
}
