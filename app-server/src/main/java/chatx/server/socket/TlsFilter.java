package chatx.server.socket;

import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.CompletionHandler;
import org.glassfish.grizzly.FileTransfer;
import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.WriteResult;
import org.glassfish.grizzly.asyncqueue.WritableMessage;
import org.glassfish.grizzly.attributes.Attribute;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.memory.ByteBufferWrapper;
import org.glassfish.grizzly.nio.transport.TCPNIOConnection;
import org.jspecify.annotations.Nullable;

/**
 * Stands behind the transport in every chain of a port that speaks TLS: what comes up is decrypted,
 * what goes down is encrypted.
 *
 * <p>Why not the library's own (docs/decisions/0008): a client that begins a second handshake makes
 * it wait on the thread that reads all sockets, and records of two threads may leave out of order.
 */
final class TlsFilter extends BaseFilter {

  /** What becomes of a client with which no TLS is possible. */
  interface Strangers {
    /** It speaks plainly; {@code wire} does too. */
    void plain(Wire wire);

    void broken(Wire wire, String why);
  }

  private final Attribute<TlsSession> sessions =
      Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute("chatx.tls");

  private final Supplier<SSLEngine> engines;
  private final Strangers strangers;
  private final TlsBuffers buffers = new TlsBuffers(2 * Runtime.getRuntime().availableProcessors());

  TlsFilter(Supplier<SSLEngine> engines, Strangers strangers) {
    this.engines = engines;
    this.strangers = strangers;
  }

  @Nullable TlsSession session(org.glassfish.grizzly.Connection<?> socket) {
    return sessions.get(socket);
  }

  @Override
  public NextAction handleAccept(FilterChainContext ctx) {
    TCPNIOConnection socket = (TCPNIOConnection) ctx.getConnection();
    sessions.set(socket, new TlsSession(engines.get(), socket, buffers));
    return ctx.getInvokeAction();
  }

  @Override
  public NextAction handleRead(FilterChainContext ctx) {
    TCPNIOConnection socket = (TCPNIOConnection) ctx.getConnection();
    TlsSession session = sessions.get(socket);
    Buffer came = ctx.getMessage();
    if (session == null) {
      came.tryDispose();
      return ctx.getStopAction();
    }
    TlsSession.Read read = session.read(TlsSession.bytes(came));
    came.tryDispose();
    return switch (read) {
      case TlsSession.Read.Plain(ByteBuffer plain) -> pass(ctx, plain);
      case TlsSession.Read.Ended(ByteBuffer plain) -> {
        if (!plain.hasRemaining()) {
          new Wire(socket, session).end();
        }
        yield pass(ctx, plain);
      }
      case TlsSession.Read.NoTls() -> {
        strangers.plain(new Wire(socket, null));
        yield ctx.getStopAction();
      }
      case TlsSession.Read.Broken(String why) -> {
        strangers.broken(new Wire(socket, null), why);
        yield ctx.getStopAction();
      }
    };
  }

  private static NextAction pass(FilterChainContext ctx, ByteBuffer plain) {
    if (!plain.hasRemaining()) {
      return ctx.getStopAction();
    }
    ctx.setMessage(new ByteBufferWrapper(plain));
    return ctx.getInvokeAction();
  }

  @Override
  public NextAction handleWrite(FilterChainContext ctx) {
    if (ctx.getMessage() instanceof FileTransfer) {
      throw new IllegalStateException("A file is not sent past the encryption");
    }
    Buffer plain = ctx.getMessage();
    CompletionHandler<WriteResult<WritableMessage, SocketAddress>> done = done(ctx);
    TlsSession session = sessions.get(ctx.getConnection());
    if (session == null) {
      throw new IllegalStateException("A connection that nobody accepted");
    }
    session.write(plain, done);
    plain.tryDispose();
    return ctx.getStopAction();
  }

  @SuppressWarnings("unchecked")
  private static CompletionHandler<WriteResult<WritableMessage, SocketAddress>> done(
      FilterChainContext ctx) {
    return ctx.getTransportContext().getCompletionHandler();
  }
}
