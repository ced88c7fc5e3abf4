package chatx.server.socket;

import jakarta.websocket.CloseReason;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.glassfish.tyrus.core.RequestContext;
import org.glassfish.tyrus.core.TyrusUpgradeResponse;
import org.glassfish.tyrus.core.TyrusWebSocketEngine;
import org.glassfish.tyrus.server.TyrusServerContainer;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.WebSocketEngine;
import org.glassfish.tyrus.spi.Writer;

/**
 * Tyrus, without a server of its own: it makes the handshake's answer, puts frames together to
 * messages, and answers pings and closes. What it sends goes through the connection's outbox like
 * everything else.
 */
final class SocketContainer extends TyrusServerContainer {

  private static final String CONNECTION = "chatx.connection";

  /** The longest frame header: opcode, length in eight bytes, mask (RFC 6455, 5.2). */
  private static final int MAX_HEADER = 14;

  private final TyrusWebSocketEngine engine;

  SocketContainer(SocketSettings settings) {
    super((Set<Class<?>>) null);
    engine =
        TyrusWebSocketEngine.builder(this)
            .incomingBufferSize(settings.maxFrameBytes() + MAX_HEADER)
            .build();
    // Its idle timer costs a task on another thread at every message; the door pings by itself.
    setDefaultMaxSessionIdleTimeout(-1);
    setDefaultMaxTextMessageBufferSize(settings.maxFrameBytes());
    setDefaultMaxBinaryMessageBufferSize(settings.maxFrameBytes());
    try {
      register(
          ServerEndpointConfig.Builder.create(Reader.class, settings.path())
              .subprotocols(settings.subProtocols())
              .configurator(new Introduction())
              .build());
    } catch (DeploymentException e) {
      throw new IllegalArgumentException("The path of the WebSocket is malformed", e);
    }
  }

  @Override
  public void register(Class<?> endpointClass) throws DeploymentException {
    engine.register(endpointClass, "/");
  }

  @Override
  public void register(ServerEndpointConfig config) throws DeploymentException {
    engine.register(config, "/");
  }

  @Override
  public Map<String, Object> getProperties() {
    return Map.of();
  }

  @Override
  public WebSocketEngine getWebSocketEngine() {
    return engine;
  }

  /**
   * The answer to a handshake that the guard let through, and what opens the connection once the
   * answer was written.
   */
  Answer answer(RequestHead head, String path, Connection connection) {
    RequestContext request =
        RequestContext.Builder.create()
            .requestURI(URI.create(path))
            .httpSession(connection)
            .remoteAddr(connection.remote().getHostAddress())
            .tyrusProperties(Map.of())
            .build();
    for (String name :
        List.of(
            "Host",
            "Upgrade",
            "Connection",
            "Sec-WebSocket-Version",
            "Sec-WebSocket-Key",
            "Sec-WebSocket-Protocol")) {
      List<String> values = head.values(name.toLowerCase(java.util.Locale.ROOT));
      if (!values.isEmpty()) {
        List<String> words = new ArrayList<>();
        for (String word : String.join(",", values).split(",", -1)) {
          words.add(word.strip());
        }
        request.getHeaders().put(name, words);
      }
    }
    TyrusUpgradeResponse response = new TyrusUpgradeResponse();
    WebSocketEngine.UpgradeInfo info = engine.upgrade(request, response);
    if (info.getStatus() != WebSocketEngine.UpgradeStatus.SUCCESS || response.getStatus() != 101) {
      throw new IllegalStateException("The library refuses what the guard let through");
    }
    StringBuilder text = new StringBuilder("HTTP/1.1 101 Switching Protocols\r\n");
    response
        .getHeaders()
        .forEach((name, values) ->
            text.append(name).append(": ").append(String.join(", ", values)).append("\r\n"));
    return new Answer(text.append("\r\n").toString(), info);
  }

  /**
   * @param text the response, head only
   * @param info what Tyrus knows of it
   */
  record Answer(String text, WebSocketEngine.UpgradeInfo info) {

    /** Begins to read messages; the listener is told of the new connection on this thread. */
    void open(Connection connection) {
      // Its own way of closing the transport is not needed: it closes the writer as well.
      connection.join(info.createConnection(new Replies(connection), _ -> {}));
    }
  }

  /** Hands the connection from the handshake to the session. */
  private static final class Introduction extends ServerEndpointConfig.Configurator {
    @Override
    public void modifyHandshake(
        ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
      config.getUserProperties().put(CONNECTION, request.getHttpSession());
    }
  }

  /** Hands messages from the session to the connection. Public because Tyrus makes it. */
  public static final class Reader extends Endpoint {
    @Override
    public void onOpen(Session session, EndpointConfig config) {
      if (!(config.getUserProperties().get(CONNECTION) instanceof Connection connection)) {
        throw new IllegalStateException("A session without a connection");
      }
      session.addMessageHandler(String.class, (MessageHandler.Whole<String>) connection::text);
      session.addMessageHandler(
          ByteBuffer.class, (MessageHandler.Whole<ByteBuffer>) connection::binary);
      connection.opened();
    }

    @Override
    public void onError(Session session, Throwable cause) {
      // What breaks the protocol is closed by the library; what breaks above is caught above.
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
      // The end is told when the socket is gone, see Connection.
    }
  }

  /** Where the library writes to. */
  private static final class Replies extends Writer {
    private final Connection connection;

    Replies(Connection connection) {
      this.connection = connection;
    }

    @Override
    public void write(ByteBuffer buffer, CompletionHandler<ByteBuffer> done) {
      connection.fromLibrary(buffer);
      done.completed(buffer);
    }

    @Override
    public void close() {
      connection.libraryClosed();
    }
  }
}
