package chatx.server.socket;

import chatx.protocol.CloseReason;
import chatx.server.peer.Peer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import org.glassfish.grizzly.filterchain.FilterChain;
import org.glassfish.grizzly.filterchain.FilterChainBuilder;
import org.glassfish.grizzly.filterchain.TransportFilter;
import org.glassfish.grizzly.http.server.FileCacheFilter;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.glassfish.grizzly.nio.transport.TCPNIOTransport;
import org.glassfish.grizzly.nio.transport.TCPNIOTransportBuilder;
import org.glassfish.grizzly.strategies.SameThreadIOStrategy;
import org.glassfish.grizzly.utils.IdleTimeoutFilter;
import org.jspecify.annotations.Nullable;

/**
 * The one port of the server: HTTP for everything, and the WebSocket at {@link
 * SocketSettings#path()}.
 *
 * <p>Bytes are looked at by our own guards before Grizzly's HTTP and Tyrus read them, and are
 * decrypted before that where the port speaks TLS. Safe for use by any thread.
 */
public final class ServerPort implements AutoCloseable {

  private final SocketSettings settings;
  private final ConnectionListener listener;
  private final HandshakeGuard handshakes;
  private final SocketContainer container;
  private final FrameFilter frameFilter = new FrameFilter();

  /** The chain of a WebSocket: as short as can be, because it is walked at every message. */
  private final FilterChain frames;

  private final AddressCounts counts = new AddressCounts();
  private final HttpGuard guard;
  private final HttpServer server = new HttpServer();
  private final NetworkListener door;
  private final Watch watch;
  private final List<OutboxWriter> writers;
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final AtomicLong ids = new AtomicLong();
  private final AtomicBoolean stopped = new AtomicBoolean();

  /**
   * @param listener told of every WebSocket
   * @param http serves every other path; it gets whole requests only and may block if it answers
   *     from another thread, see {@link BlockingHandler}
   */
  public ServerPort(
      SocketSettings settings, ConnectionListener listener, HttpHandler http, Clock clock) {
    this(settings, listener, http, null, clock);
  }

  /**
   * @param tls an engine for each connection, which then speaks TLS and nothing else; null for none
   */
  public ServerPort(
      SocketSettings settings,
      ConnectionListener listener,
      HttpHandler http,
      @Nullable Supplier<SSLEngine> tls,
      Clock clock) {
    this.settings = settings;
    this.listener = listener;
    this.handshakes = new HandshakeGuard(settings);
    this.container = new SocketContainer(settings);
    this.watch = new Watch(shortest(settings));
    this.writers =
        IntStream.range(0, Math.max(1, Runtime.getRuntime().availableProcessors() / 4))
            .mapToObj(OutboxWriter::new)
            .toList();
    this.guard = new HttpGuard(settings, counts, watch, this::upgrade, tls, clock);
    FilterChainBuilder chain = FilterChainBuilder.stateless().add(new TransportFilter());
    TlsFilter encryption = guard.tls();
    this.frames = (encryption == null ? chain : chain.add(encryption)).add(frameFilter).build();
    this.door = door(settings, guard);
    server.addListener(door);
    server.getServerConfiguration().addHttpHandler(new HttpAnswers(http, guard), "/");
    server.getServerConfiguration().setDefaultErrorPageGenerator(HttpAnswers.PAGES);
    server.getServerConfiguration().setPassTraceRequest(true);
  }

  /** A port with nothing but the WebSocket: every other path is not found. */
  public ServerPort(SocketSettings settings, ConnectionListener listener, Clock clock) {
    this(
        settings,
        listener,
        new HttpHandler() {
          @Override
          public void service(Request request, Response response) throws IOException {
            response.sendError(404);
          }
        },
        clock);
  }

  /** Binds and listens. A port that is taken is a {@link java.net.BindException}. */
  public void start() throws IOException {
    watch.start();
    writers.forEach(OutboxWriter::start);
    server.start();
  }

  /** The port that is listened on, after {@link #start}. */
  public int port() {
    return door.getPort();
  }

  /**
   * Refuses whoever is new with 503, closes every WebSocket with this reason after what waits for
   * it was sent, and ends when that is done and every request that was let in is answered, or after
   * {@link SocketSettings#stopWait()}. Stopping twice does nothing.
   */
  public void stop(CloseReason reason) {
    if (!stopped.compareAndSet(false, true)) {
      return;
    }
    guard.drain();
    connections.forEach(connection -> connection.close(reason));
    long until = System.nanoTime() + settings.stopWait().toNanos();
    while ((!connections.isEmpty() || guard.isBusy()) && System.nanoTime() < until) {
      LockSupport.parkNanos(this, Duration.ofMillis(5).toNanos());
    }
    if (door.getServerConnection() != null) {
      door.getTransport().unbind(door.getServerConnection());
    }
    connections.forEach(Connection::abort);
    server.shutdownNow();
    container.stop();
    writers.forEach(OutboxWriter::close);
    watch.close();
  }

  @Override
  public void close() {
    stop(CloseReason.GOING_AWAY);
  }

  private @Nullable HttpRefusal upgrade(HttpPeer peer, RequestHead head, ByteBuffer rest) {
    InetAddress remote = peer.wire().remote();
    Peer client =
        settings
            .trustedProxies()
            .peer(
                remote,
                guard.tls() != null,
                head.values("x-forwarded-for"),
                head.values("x-forwarded-proto"));
    Handshake handshake;
    switch (handshakes.judge(head, client)) {
      case HandshakeGuard.Verdict.Refused(HttpRefusal refusal) -> {
        return refusal;
      }
      case HandshakeGuard.Verdict.Accepted(Handshake accepted) -> handshake = accepted;
    }
    if (settings.trustedProxies().contains(remote)) {
      int open = counts.addBehindProxy(client.address());
      peer.wire().onClose(() -> counts.removeBehindProxy(client.address()));
      if (open > settings.maxConnectionsPerAddress()) {
        return HttpRefusal.tooManyOfAddress(HttpGuard.RETRY_SECONDS);
      }
    }
    long id = ids.incrementAndGet();
    Connection connection =
        new Connection(
            id,
            handshake,
            settings,
            listener,
            peer.wire(),
            writers.get((int) (id % writers.size())),
            System.nanoTime());
    SocketContainer.Answer answer = container.answer(head, settings.path(), connection);
    var socket = peer.wire().connection();
    peer.wire().holdLittle();
    guard.release(socket, peer);
    frameFilter.put(socket, connection);
    socket.setProcessor(frames);
    peer.wire().write(answer.text().getBytes(StandardCharsets.US_ASCII), () -> {});
    connections.add(connection);
    answer.open(connection);
    watch.add(connection);
    peer.wire()
        .onClose(() -> {
          watch.remove(connection);
          connections.remove(connection);
          connection.gone();
        });
    if (stopped.get()) {
      connection.close(CloseReason.GOING_AWAY);
    }
    FrameFilter.readOn(connection, rest);
    return null;
  }

  private static NetworkListener door(SocketSettings settings, HttpGuard guard) {
    TCPNIOTransport transport = TCPNIOTransportBuilder.newInstance().build();
    transport.setIOStrategy(SameThreadIOStrategy.getInstance());
    transport.setSelectorRunnersCount(Math.max(2, Runtime.getRuntime().availableProcessors()));
    transport.setReuseAddress(true);
    transport.setTcpNoDelay(true);
    NetworkListener door = new NetworkListener("chatx", settings.host(), settings.port());
    door.setTransport(transport);
    door.setDefaultErrorPageGenerator(HttpAnswers.PAGES);
    // The guard has its own times; the library's would end sockets that it sees nothing of.
    door.getKeepAlive().setIdleTimeoutInSeconds(-1);
    door.getKeepAlive().setMaxRequestsCount(-1);
    door.setMaxHttpHeaderSize(2 * settings.maxHeadBytes());
    TlsFilter encryption = guard.tls();
    // The system's way to send a file leads past the encryption.
    door.setSendFileEnabled(encryption == null);
    door.registerAddOn((_, chain) -> {
      if (encryption != null) {
        chain.add(chain.indexOfType(TransportFilter.class) + 1, encryption);
      }
      chain.remove(chain.indexOfType(IdleTimeoutFilter.class));
      chain.remove(chain.indexOfType(FileCacheFilter.class));
      chain.add(chain.indexOfType(org.glassfish.grizzly.http.HttpServerFilter.class), guard);
    });
    return door;
  }

  private static Duration shortest(SocketSettings settings) {
    return Stream.of(
            settings.writeStall(),
            settings.requestDeadline(),
            settings.keepAlive(),
            settings.signInDeadline(),
            settings.closeGrace(),
            settings.pingInterval(),
            settings.pingTimeout())
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  /** Where it listens, for the one line that a start prints. */
  public InetSocketAddress address() {
    return new InetSocketAddress(settings.host(), port());
  }
}
