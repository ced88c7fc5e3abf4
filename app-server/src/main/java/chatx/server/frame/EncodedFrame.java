package chatx.server.frame;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * One complete, unmasked server frame (RFC 6455, 5.2), header included, or several in a row, ready
 * for any number of sockets: JSON, UTF-8 and header are made once per event, whoever receives it.
 *
 * <p>Immutable and safe to share between threads; sizes are in bytes.
 */
public final class EncodedFrame {

  /** A control frame carries at most this many bytes of payload (RFC 6455, 5.5). */
  public static final int MAX_CONTROL_PAYLOAD = 125;

  private static final int FIN = 0x80;
  private static final int TEXT = 0x1;
  private static final int BINARY = 0x2;
  private static final int CLOSE = 0x8;
  private static final int PING = 0x9;

  private final byte[] bytes;

  private EncodedFrame(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A text frame of these bytes, which the caller vouches to be UTF-8. They are copied. */
  public static EncodedFrame text(byte[] utf8) {
    return of(TEXT, utf8);
  }

  public static EncodedFrame text(String text) {
    return of(TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  /** A binary frame; what remains in the buffer is copied. */
  public static EncodedFrame binary(ByteBuffer content) {
    byte[] copy = new byte[content.remaining()];
    content.get(copy);
    return of(BINARY, copy);
  }

  /**
   * A close frame. A text of more than 123 bytes is cut at a character, because a control frame
   * holds no more.
   */
  public static EncodedFrame close(int code, String text) {
    byte[] reason = text.getBytes(StandardCharsets.UTF_8);
    int length = Math.min(reason.length, MAX_CONTROL_PAYLOAD - 2);
    while (length < reason.length && length > 0 && (reason[length] & 0xC0) == 0x80) {
      length--;
    }
    ByteBuffer payload = ByteBuffer.allocate(2 + length);
    payload.putShort((short) code).put(reason, 0, length);
    return of(CLOSE, payload.array());
  }

  /** A ping without payload. */
  public static EncodedFrame ping() {
    return of(PING, new byte[0]);
  }

  /** A frame that is complete already; what remains in the buffer is copied. */
  public static EncodedFrame complete(ByteBuffer frame) {
    byte[] copy = new byte[frame.remaining()];
    frame.get(copy);
    return new EncodedFrame(copy);
  }

  /** Several frames, to be sent next to each other. */
  public static EncodedFrame joined(List<EncodedFrame> frames) {
    if (frames.size() == 1) {
      return frames.getFirst();
    }
    int length = 0;
    for (EncodedFrame frame : frames) {
      length += frame.bytes.length;
    }
    byte[] all = new byte[length];
    int at = 0;
    for (EncodedFrame frame : frames) {
      System.arraycopy(frame.bytes, 0, all, at, frame.bytes.length);
      at += frame.bytes.length;
    }
    return new EncodedFrame(all);
  }

  /** The length on the wire, header included. */
  public int length() {
    return bytes.length;
  }

  /** A read-only view of the whole frame with its own position. */
  public ByteBuffer view() {
    return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
  }

  public void copyTo(ByteBuffer target) {
    target.put(bytes);
  }

  private static EncodedFrame of(int opcode, byte[] payload) {
    int length = payload.length;
    int headerLength = length <= 125 ? 2 : length <= 0xFFFF ? 4 : 10;
    ByteBuffer frame = ByteBuffer.allocate(headerLength + length);
    frame.put((byte) (FIN | opcode));
    if (length <= 125) {
      frame.put((byte) length);
    } else if (length <= 0xFFFF) {
      frame.put((byte) 126).putShort((short) length);
    } else {
      frame.put((byte) 127).putLong(length);
    }
    frame.put(payload);
    return new EncodedFrame(frame.array());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EncodedFrame frame && Arrays.equals(bytes, frame.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "EncodedFrame[" + bytes.length + " bytes]";
  }
}
