package chatx.server.socket;

import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * Buffers to encrypt into. The engine wants room for a whole record however little is sent, so they
 * are lent from one write to the next, whatever connection it is of. Safe for use by any thread.
 */
final class TlsBuffers {

  /** A batch of the outbox is four full records; a fifth has room for what the protocol adds. */
  private static final int RECORDS = 5;

  /** The largest record that TLS 1.2 has, header included (RFC 5246, 6.2.3). */
  private static final int RECORD_BYTES = 5 + 16 * 1024 + 2048;

  private final ArrayBlockingQueue<ByteBuffer> free;

  /**
   * @param kept how many wait for their next use at the most
   */
  TlsBuffers(int kept) {
    free = new ArrayBlockingQueue<>(kept);
  }

  /** An empty one. */
  ByteBuffer take() {
    ByteBuffer buffer = free.poll();
    return buffer == null ? ByteBuffer.allocate(RECORDS * RECORD_BYTES) : buffer;
  }

  void giveBack(ByteBuffer buffer) {
    var _ = free.offer(buffer.clear());
  }
}
