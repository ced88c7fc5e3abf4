package chatx.server.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** The client's half of TLS on one link. For the loop's thread. */
final class LinkTls {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final SSLEngine engine;
  private final Desk desk;
  private ByteBuffer part = NOTHING;
  private @Nullable ByteBuffer unwritten;
  private boolean over;

  /**
   * Room to work in, lent to one link after the other.
   *
   * @param came for what one read brings, behind part of a record
   * @param goes for some records
   */
  record Desk(ByteBuffer came, ByteBuffer goes) {
    /** As TLS 1.3 has it, header and all (RFC 8446, 5.2), and some. */
    static final int RECORD_BYTES = 17 << 10;

    private static final int RECORDS = 5;

    static Desk forReadsOf(int bytes) {
      return new Desk(
          ByteBuffer.allocate(RECORD_BYTES + bytes), ByteBuffer.allocate(RECORDS * RECORD_BYTES));
    }
  }

  LinkTls(SSLEngine engine, Desk desk) {
    this.engine = engine;
    this.desk = desk;
  }

  /**
   * Takes all that came, and answers what the protocol itself asks.
   *
   * @param plain with room for what came and two records more: one began before, and the engine
   *     insists on room for another
   */
  void decrypt(SocketChannel channel, ByteBuffer received, ByteBuffer plain) throws IOException {
    ByteBuffer came = desk.came().clear().put(part).put(received).flip();
    boolean whole = true;
    while (whole && !over && came.hasRemaining()) {
      SSLEngineResult result = engine.unwrap(came, plain);
      switch (result.getStatus()) {
        case OK -> {}
        case BUFFER_UNDERFLOW -> whole = false;
        case BUFFER_OVERFLOW -> throw new SSLException("a record holds more than it can");
        case CLOSED -> over = true;
      }
      work();
      if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP && !write(channel, NOTHING)) {
        throw new SSLException("not even the handshake can be written");
      }
    }
    part = came.hasRemaining() ? ByteBuffer.allocate(came.remaining()).put(came).flip() : NOTHING;
  }

  private void work() {
    for (Runnable task = engine.getDelegatedTask();
        task != null;
        task = engine.getDelegatedTask()) {
      task.run();
    }
  }

  /**
   * Encrypts what there is, as soon as the handshake allows, and writes it.
   *
   * @return whether the socket took all that was encrypted
   */
  boolean write(SocketChannel channel, ByteBuffer plain) throws IOException {
    if (!rest(channel)) {
      return false;
    }
    ByteBuffer goes = desk.goes().clear();
    boolean more = plain.hasRemaining() || engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP;
    while (more) {
      SSLEngineResult result = engine.wrap(plain, goes);
      switch (result.getStatus()) {
        case OK -> {
          work();
          more =
              switch (engine.getHandshakeStatus()) {
                case NEED_WRAP -> true;
                case NOT_HANDSHAKING -> plain.hasRemaining();
                default -> false;
              };
        }
        case BUFFER_OVERFLOW -> {
          if (!taken(channel, goes.flip())) {
            return false;
          }
          goes.clear();
        }
        case CLOSED, BUFFER_UNDERFLOW -> throw new SSLException("nothing can be said any more");
      }
    }
    return taken(channel, goes.flip());
  }

  private boolean rest(SocketChannel channel) throws IOException {
    ByteBuffer before = unwritten;
    if (before != null) {
      channel.write(before);
      if (before.hasRemaining()) {
        return false;
      }
      unwritten = null;
    }
    return true;
  }

  private boolean taken(SocketChannel channel, ByteBuffer sealed) throws IOException {
    if (sealed.hasRemaining()) {
      channel.write(sealed);
    }
    if (sealed.hasRemaining()) {
      unwritten = ByteBuffer.allocate(sealed.remaining()).put(sealed).flip();
      return false;
    }
    return true;
  }
}
