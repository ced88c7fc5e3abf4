package chatx.server.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Clients that others wrote, and many of them at once. */
class ClientsTest {

  private static final int SECONDS = 10;

  @Test
  void theTyrusClientConnectsSpeaksAndLeaves() throws Exception {
    LinkedBlockingQueue<String> received = new LinkedBlockingQueue<>();
    try (TestPort port = TestPort.start(SocketSettings.defaults())) {
      Session session =
          ContainerProvider.getWebSocketContainer()
              .connectToServer(
                  new Endpoint() {
                    @Override
                    public void onOpen(Session opened, EndpointConfig config) {
                      opened.addMessageHandler(
                          String.class, (MessageHandler.Whole<String>) received::add);
                    }
                  },
                  ClientEndpointConfig.Builder.create()
                      .preferredSubprotocols(List.of("chatx.v1"))
                      .build(),
                  URI.create("ws://127.0.0.1:" + port.number() + "/ws"));
      assertThat(session.getNegotiatedSubprotocol()).isEqualTo("chatx.v1");
      for (int i = 0; i < 100; i++) {
        session.getBasicRemote().sendText("message " + i);
      }
      for (int i = 0; i < 100; i++) {
        assertThat(received.poll(SECONDS, TimeUnit.SECONDS)).isEqualTo("message " + i);
      }
      session.close(new jakarta.websocket.CloseReason(CloseCodes.NORMAL_CLOSURE, "bye"));
    }
  }

  @Test
  void theJdkClientConnectsAfterAnHttpRequestOverItsPool() throws Exception {
    LinkedBlockingQueue<String> received = new LinkedBlockingQueue<>();
    try (TestPort port = TestPort.start(SocketSettings.defaults());
        HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> response =
          client.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port.number() + "/here"))
                  .POST(HttpRequest.BodyPublishers.ofString("body"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body()).endsWith("body");
      WebSocket socket =
          client
              .newWebSocketBuilder()
              .subprotocols("chatx.v1")
              .buildAsync(
                  URI.create("ws://127.0.0.1:" + port.number() + "/ws"),
                  new WebSocket.Listener() {
                    @Override
                    public @Nullable CompletionStage<?> onText(
                        WebSocket from, CharSequence data, boolean last) {
                      received.add(data.toString());
                      from.request(1);
                      return null;
                    }
                  })
              .get(SECONDS, TimeUnit.SECONDS);
      socket.sendText("hello", true).get(SECONDS, TimeUnit.SECONDS);
      assertThat(received.poll(SECONDS, TimeUnit.SECONDS)).isEqualTo("hello");
      socket.abort();
    }
  }

  /** As the JDK's HTTP client asks by default; a server need not take the offer (RFC 9110, 7.8). */
  @Test
  void anOfferToSpeakHttp2InTheClearIsPassedOverAndTheBodyIsRead() throws Exception {
    try (TestPort port = TestPort.start(SocketSettings.defaults());
        RawSocket client = RawSocket.connect(port.number())) {
      for (int i = 0; i < 2; i++) {
        client.send(
            String.join(
                "\r\n",
                "POST /here HTTP/1.1",
                "Host: x",
                "Connection: Upgrade, HTTP2-Settings",
                "Upgrade: h2c",
                "HTTP2-Settings: AAEAAEAAAAIAAAAAAAMAAAAAAAQBAAAAAAUAAEAA",
                "Content-Length: 4",
                "",
                "body"));
        assertThat(client.readResponse()).startsWith("HTTP/1.1 200 ").endsWith(" body");
      }
    }
  }

  @Test
  void manyHandshakesAtOnceAreNeverMixedUp() throws Exception {
    try (TestPort port = TestPort.start(SocketSettings.defaults());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> clients = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        String name = "client " + i;
        clients.add(
            threads.submit(() -> {
              try (RawSocket client = RawSocket.open(port.number(), "Authorization: " + name)) {
                client.text(name);
                return client.readText().equals(name);
              }
            }));
      }
      for (Future<Boolean> client : clients) {
        assertThat(client.get(SECONDS, TimeUnit.SECONDS)).isTrue();
      }
      assertThat(port.opened.stream().map(connection -> connection.handshake().authorization()))
          .doesNotHaveDuplicates()
          .hasSize(400);
    }
  }

  @Test
  void requestsInOneWriteAreAnsweredInTheirOrder() throws Exception {
    try (TestPort port = TestPort.start(SocketSettings.defaults());
        RawSocket client = RawSocket.connect(port.number())) {
      client.send(
          "GET /1 HTTP/1.1\r\nHost: x\r\n\r\n"
              + "POST /2 HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc"
              + "GET /3 HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(client.readResponse()).contains("GET /1 ");
      assertThat(client.readResponse()).contains("POST /2 ").endsWith("abc");
      assertThat(client.readResponse()).contains("GET /3 ");
    }
  }

  @Test
  void aBodyThatTricklesIsCutAtTheDeadline() throws Exception {
    SocketSettings settings =
        SocketSettings.builder().requestDeadline(Duration.ofMillis(400)).build();
    try (TestPort port = TestPort.start(settings);
        RawSocket client = RawSocket.connect(port.number())) {
      client.send("POST /here HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n");
      await()
          .atMost(Duration.ofSeconds(SECONDS))
          .pollInterval(Duration.ofMillis(25))
          .until(() -> !takes(client));
    }
  }

  private static boolean takes(RawSocket client) {
    try {
      client.send("x");
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void aPortThatIsTakenIsSaidSo() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      SocketSettings settings = SocketSettings.builder().port(taken.getLocalPort()).build();
      assertThatIOException()
          .isThrownBy(() -> TestPort.start(settings))
          .isInstanceOf(java.net.BindException.class);
    }
  }
}
