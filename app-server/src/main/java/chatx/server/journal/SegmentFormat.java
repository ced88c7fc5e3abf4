package chatx.server.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a segment file, big-endian.
 *
 * <pre>
 * header  magic 8 | version 4 | salt 8 | first sequence 8 | CRC32C 4      the same in every version
 * record  length 4 | sequence 8 | batch start 8 | CRC32C 4 | body         CRC over salt, rest, body
 * </pre>
 *
 * <p>Sequences are dense over all segments. A segment takes the place of what an earlier one holds
 * from its <em>first</em> sequence on. <em>Batch start</em> is the sequence of the first record
 * that was forced together with this one: everything before it had been forced when this one was
 * written. That tells a torn write (no record after the gap has a batch start beyond it) from
 * damage. The random salt keeps bytes of an older file, or a body that imitates a record, from
 * being taken for a record.
 */
final class SegmentFormat {
  static final int VERSION = 1;
  static final int HEADER_BYTES = 32;
  static final int FRAME_BYTES = 24;

  /** "CHATXJNL". */
  private static final long MAGIC = 0x4348_4154_584A_4E4CL;

  private SegmentFormat() {}

  record Header(int version, long salt, long first) {}

  /** Where a record's body lies in its file. */
  record Frame(long sequence, long batchStart, int bodyOffset, int length) {
    int end() {
      return bodyOffset + length;
    }

    byte[] body(ByteBuffer file) {
      byte[] body = new byte[length];
      file.get(bodyOffset, body);
      return body;
    }
  }

  static void putHeader(ByteBuffer to, long salt, long first) {
    ByteBuffer head = ByteBuffer.allocate(HEADER_BYTES);
    head.putLong(MAGIC).putInt(VERSION).putLong(salt).putLong(first);
    CRC32C crc = new CRC32C();
    crc.update(head.array(), 0, head.position());
    to.put(head.putInt((int) crc.getValue()).flip());
  }

  /** Null when the file does not begin with an intact header. */
  static @Nullable Header header(ByteBuffer file) {
    if (file.limit() < HEADER_BYTES || file.getLong(0) != MAGIC) {
      return null;
    }
    CRC32C crc = new CRC32C();
    crc.update(file.slice(0, HEADER_BYTES - Integer.BYTES));
    if ((int) crc.getValue() != file.getInt(HEADER_BYTES - Integer.BYTES)) {
      return null;
    }
    return new Header(file.getInt(8), file.getLong(12), file.getLong(20));
  }

  /** What precedes a body; the body itself is left to the caller. */
  static void putFrame(ByteBuffer to, long salt, long sequence, long batchStart, byte[] body) {
    int crc = crc(salt, sequence, batchStart, ByteBuffer.wrap(body));
    to.putInt(body.length).putLong(sequence).putLong(batchStart).putInt(crc);
  }

  /** The intact record at this offset when its sequence is within the bounds, otherwise null. */
  static @Nullable Frame frame(ByteBuffer file, int offset, Header header, long least, long most) {
    int room = file.limit() - offset - FRAME_BYTES;
    if (room < 0) {
      return null;
    }
    int length = file.getInt(offset);
    long sequence = file.getLong(offset + 4);
    long batchStart = file.getLong(offset + 12);
    if (length < 0
        || length > room
        || sequence < least
        || sequence > most
        || batchStart < header.first()
        || batchStart > sequence) {
      return null;
    }
    Frame frame = new Frame(sequence, batchStart, offset + FRAME_BYTES, length);
    int crc = crc(header.salt(), sequence, batchStart, file.slice(frame.bodyOffset(), length));
    return crc == file.getInt(offset + 20) ? frame : null;
  }

  private static int crc(long salt, long sequence, long batchStart, ByteBuffer body) {
    ByteBuffer rest = ByteBuffer.allocate(28);
    rest.putLong(salt).putInt(body.remaining()).putLong(sequence).putLong(batchStart).flip();
    CRC32C crc = new CRC32C();
    crc.update(rest);
    crc.update(body);
    return (int) crc.getValue();
  }
}
