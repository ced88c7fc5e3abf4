package chatx.server.socket;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Random;

/** Malformed frames. */
public final class Rubbish {
  private Rubbish() {}

  /** Frames of any opcode, bits, length and mask, true and false, or no frames at all. */
  public static byte[] next(Random random) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    int frames = 1 + random.nextInt(6);
    for (int i = 0; i < frames; i++) {
      byte[] payload = new byte[random.nextInt(300)];
      random.nextBytes(payload);
      switch (random.nextInt(5)) {
        case 0 -> all.writeBytes(payload);
        case 1 -> all.writeBytes(RawSocket.frame(random.nextInt(256), payload));
        case 2 -> {
          ByteBuffer header = ByteBuffer.allocate(14);
          header.put((byte) (0x80 | random.nextInt(16))).put((byte) 0xFF);
          header.putLong(random.nextLong() >> random.nextInt(64)).putInt(random.nextInt());
          all.writeBytes(header.array());
          all.writeBytes(payload);
        }
        case 3 -> {
          byte[] frame = RawSocket.frame(0x81, payload);
          frame[random.nextInt(frame.length)] ^= (byte) (1 << random.nextInt(8));
          all.writeBytes(frame);
        }
        default -> all.writeBytes(RawSocket.frame(random.nextInt(3), payload));
      }
    }
    return all.toByteArray();
  }
}
