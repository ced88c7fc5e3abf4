package chatx.desktop.session;

import chatx.protocol.ProtocolVersion;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.glassfish.tyrus.client.ClientManager;
import org.glassfish.tyrus.client.ClientProperties;
import org.glassfish.tyrus.client.RetryAfterException;
import org.glassfish.tyrus.client.SslEngineConfigurator;
import org.glassfish.tyrus.client.ThreadPoolConfig;
import org.glassfish.tyrus.client.exception.DeploymentHandshakeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sockets of the Tyrus client. Each has a few threads of its own, which end with it. */
final class TyrusTransport implements Transport {
  private static final Logger log = LoggerFactory.getLogger(TyrusTransport.class);
  private static final int HANDSHAKE_MS = 10_000;

  /** In bytes: no page of a server is as large. */
  private static final int LARGEST_FRAME = 16 << 20;

  /** The library takes no smaller pool. */
  private static final int FEWEST_THREADS = 3;

  private static final int ABNORMAL = 1006;
  private static final int TOO_MANY_REQUESTS = 429;

  /** The library does not tell how long the server asked to wait. */
  private static final Duration AFTER_TOO_MANY = Duration.ofSeconds(5);

  private final ServerTrust trust;

  TyrusTransport() {
    this(ServerTrust.of(null));
  }

  TyrusTransport(ServerTrust trust) {
    this.trust = trust;
  }

  @Override
  public Link open(URI address, Receiver receiver) throws NotOpenedException {
    ClientManager client = ClientManager.createClient();
    client.getProperties().put(ClientProperties.HANDSHAKE_TIMEOUT, HANDSHAKE_MS);
    client.getProperties().put(ClientProperties.INCOMING_BUFFER_SIZE, LARGEST_FRAME);
    client
        .getProperties()
        .put(
            ClientProperties.WORKER_THREAD_POOL_CONFIG,
            ThreadPoolConfig.defaultConfig()
                .setPoolName("chatx-socket")
                .setDaemon(true)
                .setCorePoolSize(1)
                .setMaxPoolSize(FEWEST_THREADS));
    if ("wss".equals(address.getScheme())) {
      // Where it is there, the library encrypts, whatever the scheme says.
      client
          .getProperties()
          .put(
              ClientProperties.SSL_ENGINE_CONFIGURATOR,
              new SslEngineConfigurator(trust.context(), true, false, false));
    }
    // Silence is what the session itself watches.
    client.setDefaultMaxSessionIdleTimeout(0);
    client.setDefaultMaxTextMessageBufferSize(LARGEST_FRAME);
    ClientEndpointConfig config =
        ClientEndpointConfig.Builder.create()
            .preferredSubprotocols(List.of(ProtocolVersion.SUB_PROTOCOL))
            .configurator(new WithoutOrigin())
            .build();
    Ear ear = new Ear(receiver);
    try {
      return new Socket(client.connectToServer(ear, config, address), ear);
    } catch (DeploymentException | IOException | RuntimeException failed) {
      throw new NotOpenedException(comeLater(failed), failed);
    }
  }

  private static @Nullable Duration comeLater(Throwable failed) {
    for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
      if (cause instanceof RetryAfterException unavailable) {
        Long seconds = unavailable.getDelay();
        return ReconnectPolicy.asked(seconds == null ? null : TimeUnit.SECONDS.toMillis(seconds));
      }
      if (cause instanceof DeploymentHandshakeException refused
          && refused.getHttpStatusCode() == TOO_MANY_REQUESTS) {
        return AFTER_TOO_MANY;
      }
    }
    return null;
  }

  /** A program that is no browser names no origin. */
  private static final class WithoutOrigin extends ClientEndpointConfig.Configurator {
    @Override
    public void beforeRequest(Map<String, List<String>> headers) {
      var _ = headers.remove("Origin");
    }
  }

  private static final class Ear extends Endpoint {
    private final Receiver receiver;
    private final AtomicBoolean closed = new AtomicBoolean();

    Ear(Receiver receiver) {
      this.receiver = receiver;
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
      session.addMessageHandler(String.class, (MessageHandler.Whole<String>) receiver::text);
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
      closed(reason.getCloseCode().getCode());
    }

    @Override
    public void onError(Session session, Throwable error) {
      log.debug("the socket failed", error);
    }

    void closed(int code) {
      if (closed.compareAndSet(false, true)) {
        receiver.closed(code);
      }
    }
  }

  private record Socket(Session session, Ear ear) implements Link {
    @Override
    public boolean speaksProtocol() {
      return ProtocolVersion.SUB_PROTOCOL.equals(session.getNegotiatedSubprotocol());
    }

    @Override
    public void send(String text) {
      try {
        session
            .getAsyncRemote()
            .sendText(
                text,
                result -> {
                  if (!result.isOK()) {
                    ear.closed(ABNORMAL);
                  }
                });
      } catch (RuntimeException gone) {
        log.debug("the socket takes nothing more", gone);
        ear.closed(ABNORMAL);
      }
    }

    @Override
    public void close() {
      // Closing may wait for what was sent before; nobody else waits for that.
      Thread.ofVirtual()
          .name("chatx-close")
          .start(() -> {
            try {
              session.close();
            } catch (IOException | RuntimeException gone) {
              log.debug("the socket was closed already", gone);
            }
          });
    }
  }
}
