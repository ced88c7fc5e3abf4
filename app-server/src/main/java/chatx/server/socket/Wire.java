package chatx.server.socket;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.CloseListener;
import org.glassfish.grizzly.CloseType;
import org.glassfish.grizzly.Closeable;
import org.glassfish.grizzly.CompletionHandler;
import org.glassfish.grizzly.EmptyCompletionHandler;
import org.glassfish.grizzly.WriteResult;
import org.glassfish.grizzly.asyncqueue.AsyncQueueWriter;
import org.glassfish.grizzly.asyncqueue.MessageCloner;
import org.glassfish.grizzly.asyncqueue.WritableMessage;
import org.glassfish.grizzly.memory.Buffers;
import org.glassfish.grizzly.nio.transport.TCPNIOConnection;
import org.glassfish.grizzly.nio.transport.TCPNIOTransport;
import org.jspecify.annotations.Nullable;

/**
 * One accepted TCP connection, as far as the door writes to it and ends it. Safe for use by any
 * thread; nothing blocks.
 *
 * <p>Bytes go straight into Grizzly's write queue, encrypted before where the port speaks TLS.
 */
final class Wire {

  /** In bytes; Linux keeps twice as much. Enough for 2 MB/s around the world. */
  private static final int SEND_BUFFER = 256 * 1024;

  private final TCPNIOConnection connection;
  private final AsyncQueueWriter<SocketAddress> writer;
  private final @Nullable TlsSession tls;

  /**
   * @param tls null for what is not encrypted
   */
  Wire(TCPNIOConnection connection, @Nullable TlsSession tls) {
    this.connection = connection;
    this.tls = tls;
    this.writer = ((TCPNIOTransport) connection.getTransport()).getAsyncQueueIO().getWriter();
  }

  InetAddress remote() {
    return ((InetSocketAddress) connection.getPeerAddress()).getAddress();
  }

  TCPNIOConnection connection() {
    return connection;
  }

  /**
   * Writes what the socket takes now and queues the rest.
   *
   * @param cloner copies what has to be queued, when the buffer is to be used again at once
   */
  void write(
      Buffer bytes,
      CompletionHandler<WriteResult<WritableMessage, SocketAddress>> done,
      MessageCloner<WritableMessage> cloner) {
    if (tls != null) {
      tls.write(bytes, done);
    } else {
      writer.write(connection, null, bytes, done, cloner);
    }
  }

  /** A cloner for a buffer that is used again at once: what the socket did not take is copied. */
  static final MessageCloner<WritableMessage> REUSED =
      (_, message) -> {
        Buffer rest = (Buffer) message;
        byte[] copy = new byte[rest.remaining()];
        rest.get(copy);
        return Buffers.wrap(null, copy);
      };

  /**
   * Writes a few bytes of our own.
   *
   * @param done run when the socket has taken them, on any thread
   */
  void write(byte[] bytes, Runnable done) {
    write(Buffers.wrap(null, bytes), then(done), (_, message) -> message);
  }

  private static CompletionHandler<WriteResult<WritableMessage, SocketAddress>> then(
      Runnable done) {
    return new EmptyCompletionHandler<>() {
      @Override
      public void completed(WriteResult<WritableMessage, SocketAddress> result) {
        done.run();
      }
    };
  }

  /** Has something run when the connection is gone; at once if it is. */
  void onClose(Runnable action) {
    CloseListener<Closeable, CloseType> listener = (_, _) -> action.run();
    connection.addCloseListener(listener);
  }

  /**
   * Has the kernel keep no more than this for one who does not read. By itself it would take
   * megabytes, beyond the outbox's limit and before anybody notices.
   */
  void holdLittle() {
    try {
      ((SocketChannel) connection.getChannel())
          .setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER);
    } catch (IOException e) {
      connection.terminateSilently();
    }
  }

  /** Bytes that the socket has not taken yet. */
  int unsent() {
    return connection.getAsyncWriteQueue().spaceInBytes();
  }

  /**
   * Tells the other side that nothing more comes. It can still read what was sent, which an
   * immediate close would take from it while it is sending (RFC 9112, 9.6).
   */
  void sendNoMore() {
    if (tls != null) {
      tls.end(then(this::shutOutput));
    } else {
      shutOutput();
    }
  }

  private void shutOutput() {
    try {
      ((SocketChannel) connection.getChannel()).shutdownOutput();
    } catch (IOException e) {
      connection.terminateSilently();
    }
  }

  /** Closes at once; what the kernel has accepted is still delivered. */
  void end() {
    if (tls != null) {
      tls.end(null);
    }
    connection.terminateSilently();
  }

  /** Closes at once and throws away what was not delivered, so that nothing of it is left. */
  void abort() {
    try {
      ((SocketChannel) connection.getChannel()).setOption(StandardSocketOptions.SO_LINGER, 0);
    } catch (IOException e) {
      // The socket is closed already, which is what was wanted.
    }
    connection.terminateSilently();
  }

  boolean isOpen() {
    return connection.isOpen();
  }
}
