package chatx.server.socket;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.attributes.Attribute;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.memory.Buffers;
import org.glassfish.grizzly.memory.ByteBufferWrapper;
import org.glassfish.grizzly.nio.transport.TCPNIOConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands before the HTTP library and lets through whole, checked requests only, written anew. So no
 * request that trickles or contradicts itself occupies anything but a few kilobytes here, and a
 * handler never waits for a body. Opening handshakes go another way, see {@link Upgrade}.
 */
final class HttpGuard extends BaseFilter {

  /** Takes a socket over from HTTP. */
  interface Upgrade {
    /**
     * Answers the handshake and reads the socket from now on.
     *
     * @param rest what came behind the handshake already
     * @return what is wrong with it, or null when the socket was taken over
     */
    @Nullable HttpRefusal take(HttpPeer peer, RequestHead head, ByteBuffer rest);
  }

  private static final Logger log = LoggerFactory.getLogger(HttpGuard.class);

  private static final byte[] CONTINUE =
      "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  /** After how long one who was one too many may try again, in seconds. */
  static final int RETRY_SECONDS = 5;

  /** Beyond the limit by this factor a connection is not even answered. */
  private static final int UNANSWERED = 2;

  private final Attribute<HttpPeer> peers =
      Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute("chatx.http");

  private final SocketSettings settings;
  private final AddressCounts counts;
  private final Watch watch;
  private final Upgrade upgrade;
  private final Clock clock;
  private final AtomicLong ids = new AtomicLong();
  private final Set<HttpPeer> open = ConcurrentHashMap.newKeySet();
  private final @Nullable TlsFilter tls;
  private volatile boolean draining;

  /**
   * @param encrypted what every connection is encrypted with; null where none is
   */
  HttpGuard(
      SocketSettings settings,
      AddressCounts counts,
      Watch watch,
      Upgrade upgrade,
      @Nullable Supplier<SSLEngine> encrypted,
      Clock clock) {
    this.tls = encrypted == null ? null : new TlsFilter(encrypted, new NoTls());
    this.settings = settings;
    this.counts = counts;
    this.watch = watch;
    this.upgrade = upgrade;
    this.clock = clock;
  }

  /** The filter that has to stand behind the transport wherever this guard's sockets are read. */
  @Nullable TlsFilter tls() {
    return tls;
  }

  /** From now on every request whose head was not read yet is answered with 503. */
  void drain() {
    draining = true;
  }

  /** Whether a request that was let in is not answered to its last byte. */
  boolean isBusy() {
    return open.stream().anyMatch(HttpPeer::isBusy);
  }

  @Nullable HttpPeer peer(org.glassfish.grizzly.Connection<?> socket) {
    return peers.get(socket);
  }

  /** The socket is a WebSocket now. */
  void release(org.glassfish.grizzly.Connection<?> socket, HttpPeer peer) {
    peers.remove(socket);
    open.remove(peer);
    watch.remove(peer);
    peer.release();
  }

  @Override
  public NextAction handleAccept(FilterChainContext ctx) {
    Wire wire =
        new Wire(
            (TCPNIOConnection) ctx.getConnection(),
            tls == null ? null : tls.session(ctx.getConnection()));
    var address = wire.remote();
    int counted = counts.add(address);
    // Behind a proxy are many; they are counted one by one when they open a socket.
    int ofAddress = settings.trustedProxies().contains(address) ? 0 : counted;
    int all = counts.all();
    wire.onClose(() -> counts.remove(address));
    if (ofAddress > settings.maxConnectionsPerAddress() * UNANSWERED
        || all > settings.maxConnections() + settings.maxConnectionsPerAddress()) {
      wire.abort();
      return ctx.getStopAction();
    }
    HttpPeer peer =
        new HttpPeer(
            ids.incrementAndGet(),
            wire,
            settings,
            ofAddress > settings.maxConnectionsPerAddress(),
            all > settings.maxConnections(),
            System.nanoTime());
    peers.set(ctx.getConnection(), peer);
    open.add(peer);
    watch.add(peer);
    wire.onClose(() -> {
      open.remove(peer);
      watch.remove(peer);
    });
    return ctx.getInvokeAction();
  }

  @Override
  public NextAction handleRead(FilterChainContext ctx) {
    HttpPeer peer = peers.get(ctx.getConnection());
    Buffer buffer = ctx.getMessage();
    if (peer == null || peer.isRefused()) {
      buffer.tryDispose();
      return ctx.getStopAction();
    }
    peer.arriving();
    ByteBuffer in = copy(buffer);
    while (true) {
      switch (peer.reader().read(in)) {
        case RequestReader.Step.More() -> {
          if (!in.hasRemaining()) {
            return ctx.getStopAction();
          }
        }
        case RequestReader.Step.Head(RequestHead head, boolean awaitsContinue) -> {
          HttpRefusal refusal = admit(peer);
          if (refusal == null && isHandshake(head)) {
            refusal = upgrade.take(peer, head, in);
            if (refusal == null) {
              return ctx.getStopAction();
            }
          }
          if (refusal != null) {
            return refuse(ctx, peer, refusal, head.method().equals("HEAD"));
          }
          peer.letIn();
          if (awaitsContinue) {
            peer.wire().write(CONTINUE, () -> {});
          }
        }
        case RequestReader.Step.Whole(RequestHead head, RequestReader.Body body) -> {
          peer.answering();
          ctx.setMessage(Buffers.wrap(null, head.encode(body.bytes())));
          return in.hasRemaining()
              ? ctx.getInvokeAction(new ByteBufferWrapper(in.slice()))
              : ctx.getInvokeAction();
        }
        case RequestReader.Step.Refused(HttpRefusal refusal) -> {
          return refuse(ctx, peer, refusal, false);
        }
      }
    }
  }

  private @Nullable HttpRefusal admit(HttpPeer peer) {
    if (draining || peer.tooMany()) {
      return HttpRefusal.unavailable(RETRY_SECONDS);
    }
    return peer.tooManyOfAddress() ? HttpRefusal.tooManyOfAddress(RETRY_SECONDS) : null;
  }

  private boolean isHandshake(RequestHead head) {
    return head.path().equals(settings.path());
  }

  /** Those who come to a port that speaks TLS and do not, or not well. */
  private final class NoTls implements TlsFilter.Strangers {
    @Override
    public void plain(Wire wire) {
      HttpPeer peer = peers.get(wire.connection());
      if (peer != null) {
        refuse(peer, wire, HttpRefusal.speaksTls(), false);
      } else {
        wire.abort();
      }
    }

    @Override
    public void broken(Wire wire, String why) {
      HttpPeer peer = peers.get(wire.connection());
      if (peer == null) {
        wire.end();
        return;
      }
      log.info(
          "request {} of {} refused, TLS failed: {}",
          peer.id(),
          wire.remote().getHostAddress(),
          why);
      peer.refused();
      wire.sendNoMore();
    }
  }

  private NextAction refuse(
      FilterChainContext ctx, HttpPeer peer, HttpRefusal refusal, boolean headOnly) {
    refuse(peer, peer.wire(), refusal, headOnly);
    return ctx.getStopAction();
  }

  private void refuse(HttpPeer peer, Wire wire, HttpRefusal refusal, boolean headOnly) {
    UUID ref = UUID.randomUUID();
    log.info(
        "[{}] request {} of {} refused with {}: {}",
        ref,
        peer.id(),
        peer.wire().remote().getHostAddress(),
        refusal.status(),
        refusal.detail());
    peer.refused();
    byte[] answer = refusal.encode(clock, ref);
    if (headOnly) {
      answer = withoutBody(answer);
    }
    wire.write(answer, wire::sendNoMore);
  }

  private static byte[] withoutBody(byte[] answer) {
    int end = new String(answer, StandardCharsets.US_ASCII).indexOf("\r\n\r\n") + 4;
    return Arrays.copyOf(answer, end);
  }

  /** The bytes in a buffer of their own, so that the transport's goes back to its pool. */
  private static ByteBuffer copy(Buffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    buffer.tryDispose();
    return ByteBuffer.wrap(bytes);
  }
}
