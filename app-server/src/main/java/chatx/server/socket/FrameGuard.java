package chatx.server.socket;

import chatx.protocol.CloseReason;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the frame headers of one connection (RFC 6455, 5.2) as their bytes come, in whatever
 * pieces, and refuses what must not reach the library behind it: that one believes a length of up
 * to 2^63 and allocates it. Nothing is stored but a few numbers, and a refusal comes with the first
 * byte that justifies it.
 *
 * <p>For one thread at a time.
 */
final class FrameGuard {

  /** What the bytes up to the buffer's new position are. */
  enum Found {
    /** All bytes were looked at and are in order; the frame goes on. */
    PART,
    /** They end a frame. */
    FRAME,
    /** See {@link #refusal()}. Nothing after this is to be believed. */
    REFUSED
  }

  /**
   * @param reason the close code to answer with
   * @param text what is wrong, for the one who wrote the client
   */
  record Refusal(CloseReason reason, String text) {}

  private enum Awaits {
    FIRST_BYTE,
    SECOND_BYTE,
    LENGTH,
    MASK,
    PAYLOAD
  }

  private static final int FIN = 0x80;
  private static final int RESERVED = 0x70;
  private static final int MASKED = 0x80;
  private static final int CONTINUATION = 0x0;
  private static final int TEXT = 0x1;
  private static final int BINARY = 0x2;
  private static final int CLOSE = 0x8;
  private static final int PONG = 0xA;
  private static final int MAX_CONTROL = 125;
  private static final int MASK_BYTES = 4;

  private final int limit;

  private Awaits awaits = Awaits.FIRST_BYTE;
  private int opcode;
  private boolean fin;
  private boolean inMessage;
  private int missingHeaderBytes;
  private int lengthBytes;
  private long length;
  private long missingPayload;
  private long messageBytes;
  private @Nullable Refusal refusal;

  /**
   * @param limit largest message in bytes, whole or summed over its fragments
   */
  FrameGuard(int limit) {
    this.limit = limit;
  }

  /** Looks at bytes until a frame ends, one is refused, or none are left. */
  Found examine(ByteBuffer in) {
    if (refusal != null) {
      return Found.REFUSED;
    }
    while (in.hasRemaining()) {
      switch (awaits) {
        case FIRST_BYTE -> firstByte(in.get() & 0xFF);
        case SECOND_BYTE -> secondByte(in.get() & 0xFF);
        case LENGTH -> lengthByte(in.get() & 0xFF);
        case MASK -> {
          int skipped = Math.min(missingHeaderBytes, in.remaining());
          in.position(in.position() + skipped);
          missingHeaderBytes -= skipped;
          if (missingHeaderBytes == 0) {
            awaits = Awaits.PAYLOAD;
          }
        }
        case PAYLOAD -> {
          int skipped = (int) Math.min(missingPayload, in.remaining());
          in.position(in.position() + skipped);
          missingPayload -= skipped;
        }
      }
      if (refusal != null) {
        return Found.REFUSED;
      }
      if (awaits == Awaits.PAYLOAD && missingPayload == 0) {
        awaits = Awaits.FIRST_BYTE;
        return Found.FRAME;
      }
    }
    return Found.PART;
  }

  /** Whether the frame that ended last closes the connection. */
  boolean endedInClose() {
    return opcode == CLOSE;
  }

  @Nullable Refusal refusal() {
    return refusal;
  }

  private void firstByte(int bits) {
    opcode = bits & 0x0F;
    fin = (bits & FIN) != 0;
    awaits = Awaits.SECOND_BYTE;
    boolean control = isControl();
    if ((bits & RESERVED) != 0) {
      violation("reserved bits are set");
    } else if ((opcode > BINARY && opcode < CLOSE) || opcode > PONG) {
      violation("unknown opcode");
    } else if (control && !fin) {
      violation("a control frame is fragmented");
    } else if (opcode == CONTINUATION && !inMessage) {
      violation("a continuation without a beginning");
    } else if ((opcode == TEXT || opcode == BINARY) && inMessage) {
      violation("a new message inside a fragmented one");
    }
  }

  private void secondByte(int bits) {
    int shortLength = bits & 0x7F;
    if ((bits & MASKED) == 0) {
      violation("the frame is not masked");
    } else if (isControl() && shortLength > MAX_CONTROL) {
      violation("a control frame is longer than 125 bytes");
    } else if (opcode == CLOSE && shortLength == 1) {
      violation("a close frame has half a code");
    } else if (shortLength <= MAX_CONTROL) {
      announced(shortLength);
    } else {
      lengthBytes = shortLength == 126 ? 2 : 8;
      missingHeaderBytes = lengthBytes;
      length = 0;
      awaits = Awaits.LENGTH;
    }
  }

  private void lengthByte(int bits) {
    if (missingHeaderBytes == 8 && (bits & 0x80) != 0) {
      violation("the length has its top bit set");
      return;
    }
    length = (length << 8) | bits;
    missingHeaderBytes--;
    if (missingHeaderBytes > 0) {
      return;
    }
    if (length <= (lengthBytes == 2 ? MAX_CONTROL : 0xFFFF)) {
      violation("the length is not in its shortest form");
    } else {
      announced(length);
    }
  }

  private void announced(long payload) {
    awaits = Awaits.MASK;
    missingHeaderBytes = MASK_BYTES;
    missingPayload = payload;
    if (isControl()) {
      return;
    }
    long sum = (opcode == CONTINUATION ? messageBytes : 0) + payload;
    if (sum > limit) {
      refusal = new Refusal(CloseReason.TOO_BIG, "a message may have " + limit + " bytes");
    }
    messageBytes = sum;
    inMessage = !fin;
  }

  private boolean isControl() {
    return opcode >= CLOSE;
  }

  private void violation(String text) {
    refusal = new Refusal(CloseReason.PROTOCOL_ERROR, text);
  }
}
