package chatx.server.socket;

import java.net.SocketAddress;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.CompletionHandler;
import org.glassfish.grizzly.WriteResult;
import org.glassfish.grizzly.asyncqueue.AsyncQueueWriter;
import org.glassfish.grizzly.asyncqueue.MessageCloner;
import org.glassfish.grizzly.asyncqueue.WritableMessage;
import org.glassfish.grizzly.memory.Buffers;
import org.glassfish.grizzly.memory.ByteBufferWrapper;
import org.glassfish.grizzly.nio.transport.TCPNIOConnection;
import org.glassfish.grizzly.nio.transport.TCPNIOTransport;
import org.jspecify.annotations.Nullable;

/**
 * The TLS of one connection. What comes is decrypted on the thread that reads the socket; what goes
 * is encrypted and queued under one lock, so that records leave in the order in which they were
 * numbered, whoever writes. Nothing waits for the other side.
 */
final class TlsSession {

  /** The first byte of a client's first record: content type handshake (RFC 8446, 5.1). */
  private static final byte HANDSHAKE_RECORD = 22;

  /** Type, version, length (RFC 8446, 5.1), and the longest length of TLS 1.2 (RFC 5246, 6.2.3). */
  private static final int RECORD_HEADER = 5;

  private static final int LENGTH_AT = 3;
  private static final byte MAJOR_VERSION = 3;

  /** Content types: change of cipher, alert, handshake, data, heartbeat. */
  private static final byte FIRST_TYPE = 20;

  private static final byte LAST_TYPE = 24;
  private static final int LONGEST_RECORD = (1 << 14) + 2048;

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  /** A client changes its keys once in some hundred gigabytes; each change may cost an answer. */
  private static final int MOST_ANSWERS_AFTER_HANDSHAKE = 64;

  private final SSLEngine engine;
  private final TCPNIOConnection connection;
  private final AsyncQueueWriter<SocketAddress> writer;
  private final TlsBuffers buffers;
  private final Object writing = new Object();

  // the read thread's own
  private @Nullable ByteBuffer part;
  private boolean greeted;
  private int answers;

  private volatile boolean established;

  /** Whether it came to a bad end; then nothing is read any more, and nothing written. */
  private volatile boolean over;

  /** What became of bytes that came. */
  sealed interface Read {
    /**
     * @param bytes decrypted; empty while the handshake goes on, and for half records
     */
    record Plain(ByteBuffer bytes) implements Read {}

    /** The other side takes its leave; {@code bytes} came before. */
    record Ended(ByteBuffer bytes) implements Read {}

    /** It does not speak TLS at all. */
    record NoTls() implements Read {}

    /** It is no TLS that we speak; where there is an alert for that, it was sent. */
    record Broken(String why) implements Read {}
  }

  TlsSession(SSLEngine engine, TCPNIOConnection connection, TlsBuffers buffers) {
    this.engine = engine;
    this.connection = connection;
    this.writer = ((TCPNIOTransport) connection.getTransport()).getAsyncQueueIO().getWriter();
    this.buffers = buffers;
  }

  /** Takes what came, of which nothing is needed any more when this returns. */
  Read read(ByteBuffer came) {
    if (over) {
      return new Read.Plain(NOTHING);
    }
    ByteBuffer in = came;
    if (part != null) {
      in = ByteBuffer.allocate(part.remaining() + came.remaining()).put(part).put(came).flip();
      part = null;
    }
    if (!greeted && in.hasRemaining()) {
      if (in.get(in.position()) != HANDSHAKE_RECORD) {
        over = true;
        return new Read.NoTls();
      }
      greeted = true;
    }
    // A record is longer than what is in it.
    ByteBuffer out = ByteBuffer.allocate(in.remaining());
    try {
      boolean ended = decrypt(in, out);
      if (in.hasRemaining() && !ended) {
        part = ByteBuffer.allocate(in.remaining()).put(in).flip();
      }
      return ended ? new Read.Ended(out.flip()) : new Read.Plain(out.flip());
    } catch (SSLException wrong) {
      over = true;
      sendAlert();
      return new Read.Broken(String.valueOf(wrong.getMessage()));
    }
  }

  /** Whether the other side has ended its half. */
  private boolean decrypt(ByteBuffer in, ByteBuffer out) throws SSLException {
    while (hasWholeRecord(in)) {
      SSLEngineResult result = engine.unwrap(in, out);
      switch (result.getStatus()) {
        case OK -> {}
        case BUFFER_UNDERFLOW -> {
          return false;
        }
        case BUFFER_OVERFLOW -> throw new SSLException("A record holds more than it can");
        case CLOSED -> {
          return true;
        }
      }
      HandshakeStatus next = result.getHandshakeStatus();
      while (next == HandshakeStatus.NEED_TASK || next == HandshakeStatus.NEED_WRAP) {
        if (next == HandshakeStatus.NEED_TASK) {
          work();
        } else {
          answer();
        }
        next = engine.getHandshakeStatus();
      }
      if (next == HandshakeStatus.FINISHED || next == HandshakeStatus.NOT_HANDSHAKING) {
        established = true;
      }
    }
    return false;
  }

  /**
   * Of half a record the engine would say that it does not fit into a buffer as long as that half.
   * What is no record, or one that is too long, is not waited for but left to the engine to refuse.
   */
  private static boolean hasWholeRecord(ByteBuffer in) {
    if (in.remaining() < RECORD_HEADER) {
      return false;
    }
    byte type = in.get(in.position());
    boolean isRecord =
        type >= FIRST_TYPE && type <= LAST_TYPE && in.get(in.position() + 1) == MAJOR_VERSION;
    int length = Short.toUnsignedInt(in.getShort(in.position() + LENGTH_AT));
    return !isRecord || length > LONGEST_RECORD || in.remaining() >= RECORD_HEADER + length;
  }

  /** The costly steps of a handshake, about a millisecond of this core. */
  private void work() throws SSLException {
    if (established) {
      throw new SSLException("A second handshake on the same connection");
    }
    for (Runnable task = engine.getDelegatedTask();
        task != null;
        task = engine.getDelegatedTask()) {
      task.run();
    }
  }

  /** Sends what the protocol itself has to say. */
  private void answer() throws SSLException {
    if (established && ++answers > MOST_ANSWERS_AFTER_HANDSHAKE) {
      throw new SSLException("Too many changes of keys");
    }
    say();
  }

  private void sendAlert() {
    try {
      say();
    } catch (SSLException _) {
      // There is no word for what went wrong; the connection ends without one.
    }
  }

  private void say() throws SSLException {
    synchronized (writing) {
      wrapAll(NOTHING, null);
    }
  }

  /**
   * Encrypts what remains in the buffer and queues it. The buffer is free for use again when this
   * returns.
   *
   * @param done told when the socket has taken the last byte
   */
  void write(
      Buffer plain, @Nullable CompletionHandler<WriteResult<WritableMessage, SocketAddress>> done) {
    ByteBuffer bytes = bytes(plain);
    try {
      synchronized (writing) {
        if (!bytes.hasRemaining()) {
          // A library asks in this way to be told when all before it has gone.
          writer.write(connection, null, Buffers.EMPTY_BUFFER, done, OWNED);
        } else if (established && !over) {
          wrapAll(bytes, done);
        } else {
          throw new SSLException("Nothing is said in the clear");
        }
      }
    } catch (SSLException wrong) {
      connection.terminateSilently();
      if (done != null) {
        done.failed(wrong);
      }
    }
  }

  /**
   * Says that nothing more comes.
   *
   * @param done run when the socket has taken it, on any thread
   */
  void end(@Nullable CompletionHandler<WriteResult<WritableMessage, SocketAddress>> done) {
    synchronized (writing) {
      engine.closeOutbound();
      try {
        wrapAll(NOTHING, done);
      } catch (SSLException wrong) {
        connection.terminateSilently();
      }
    }
  }

  /** Until the bytes are encrypted and the protocol has nothing to say. Holds the lock. */
  private void wrapAll(
      ByteBuffer bytes,
      @Nullable CompletionHandler<WriteResult<WritableMessage, SocketAddress>> done)
      throws SSLException {
    ByteBuffer out = buffers.take();
    try {
      boolean more = true;
      while (more) {
        SSLEngineResult result = engine.wrap(bytes, out);
        switch (result.getStatus()) {
          case OK ->
              more =
                  bytes.hasRemaining() || result.getHandshakeStatus() == HandshakeStatus.NEED_WRAP;
          case BUFFER_OVERFLOW -> {
            if (out.position() == 0) {
              throw new SSLException("A record is larger than it can be");
            }
            send(out, null);
          }
          case CLOSED -> {
            if (bytes.hasRemaining()) {
              throw new SSLException("Closed");
            }
            more =
                result.getHandshakeStatus() == HandshakeStatus.NEED_WRAP
                    && result.bytesProduced() > 0;
          }
          case BUFFER_UNDERFLOW -> throw new SSLException("Not to be expected of what is sent");
        }
      }
      if (out.position() > 0 || done != null) {
        send(out, done);
      }
    } finally {
      buffers.giveBack(out);
    }
  }

  private void send(
      ByteBuffer out,
      @Nullable CompletionHandler<WriteResult<WritableMessage, SocketAddress>> done) {
    writer.write(connection, null, new ByteBufferWrapper(out.flip()), done, Wire.REUSED);
    out.clear();
  }

  /** What remains in a buffer, in one piece; the buffer itself stays as it is. */
  static ByteBuffer bytes(Buffer buffer) {
    if (!buffer.isComposite()) {
      return buffer.toByteBuffer().duplicate();
    }
    byte[] bytes = new byte[buffer.remaining()];
    buffer.slice().get(bytes);
    return ByteBuffer.wrap(bytes);
  }

  private static final MessageCloner<WritableMessage> OWNED = (_, message) -> message;
}
