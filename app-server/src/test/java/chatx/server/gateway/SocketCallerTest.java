package chatx.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.protocol.codec.FrameCodec;
import chatx.server.frame.EncodedFrame;
import chatx.server.socket.Connection;
import chatx.server.socket.ConnectionListener;
import chatx.server.socket.ServerPort;
import chatx.server.socket.SocketSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is kept back while a command runs, over a real socket. */
class SocketCallerTest {
  private static final int MOST_HELD = 10_000;

  /** With its header of four bytes a tenth of what may be held. */
  private static final String EVENT = "x".repeat(MOST_HELD / 10 - 4);

  private final CompletableFuture<Connection> opened = new CompletableFuture<>();
  private final LinkedBlockingQueue<String> received = new LinkedBlockingQueue<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private ServerPort port;
  private SocketCaller caller;

  SocketCallerTest() {
    port =
        new ServerPort(
            SocketSettings.builder().host("127.0.0.1").port(0).build(),
            new Listener(),
            new Nothing(),
            Clock.systemUTC());
  }

  @BeforeEach
  void connect() throws Exception {
    port.start();
    http.newWebSocketBuilder()
        .buildAsync(URI.create("ws://127.0.0.1:" + port.port() + "/ws"), new Client())
        .get(10, TimeUnit.SECONDS);
    caller = new SocketCaller(opened.get(10, TimeUnit.SECONDS), new FrameCodec(), MOST_HELD);
  }

  @AfterEach
  void stop() {
    port.close();
    http.close();
  }

  @Test
  void whatIsHeldComesInItsOrderAfterTheAnswer() throws InterruptedException {
    caller.holdEventsUntilReply();
    for (int i = 0; i < 10; i++) {
      caller.offer(EncodedFrame.text(i + EVENT.substring(1)));
    }
    opened.join().offer(EncodedFrame.text("the answer"));
    assertThat(received.poll(10, TimeUnit.SECONDS)).isEqualTo("the answer");
    caller.releaseEvents();
    for (int i = 0; i < 10; i++) {
      assertThat(received.poll(10, TimeUnit.SECONDS)).startsWith(Integer.toString(i));
    }
    caller.holdEventsUntilReply();
    caller.offer(EncodedFrame.text(EVENT));
    caller.releaseEvents();
    assertThat(received.poll(10, TimeUnit.SECONDS)).isEqualTo(EVENT);
  }

  @Test
  void moreThanMayBeHeldClosesTheConnectionWhichMayResume() throws Exception {
    caller.holdEventsUntilReply();
    for (int i = 0; i < 10; i++) {
      caller.offer(EncodedFrame.text(EVENT));
    }
    assertThat(caller.isOpen()).isTrue();
    caller.offer(EncodedFrame.text("!"));
    caller.offer(EncodedFrame.text(EVENT));

    assertThat(caller.isOpen()).isFalse();
    assertThat(closed.get(10, TimeUnit.SECONDS)).isEqualTo(4008);
    assertThat(received).isEmpty();
  }

  private final class Listener implements ConnectionListener {
    @Override
    public void opened(Connection connection) {
      connection.signedIn();
      opened.complete(connection);
    }

    @Override
    public void text(Connection connection, String text) {}

    @Override
    public void binary(Connection connection, ByteBuffer content) {}

    @Override
    public void closed(Connection connection) {}
  }

  private final class Client implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        received.add(text.toString());
        text.setLength(0);
      }
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      closed.complete(code);
      return null;
    }
  }

  private static final class Nothing extends HttpHandler {
    @Override
    public void service(Request request, Response response) throws IOException {
      response.sendError(404);
    }
  }
}
