package chatx.server.socket;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Whatever bytes come, in one piece or in many, the same is found in them (P7). */
class FrameGuardFuzz {
  private static final int LIMIT = 4096;

  @FuzzTest(maxDuration = "30s")
  void theSameIsFoundHoweverTheBytesAreCut(byte[] bytes) {
    assertThat(found(bytes, 1)).isEqualTo(found(bytes, Math.max(1, bytes.length)));
    assertThat(found(bytes, 7)).isEqualTo(found(bytes, Math.max(1, bytes.length)));
  }

  /** Where frames end, and in the end why no more of it is read, if so. */
  private static List<Object> found(byte[] bytes, int piece) {
    FrameGuard guard = new FrameGuard(LIMIT);
    List<Object> found = new ArrayList<>();
    for (int start = 0; start < bytes.length; start += piece) {
      ByteBuffer in = ByteBuffer.wrap(bytes, start, Math.min(piece, bytes.length - start));
      while (in.hasRemaining()) {
        switch (guard.examine(in)) {
          case PART -> assertThat(in.hasRemaining()).isFalse();
          case FRAME -> found.add(in.position());
          case REFUSED -> {
            found.add(String.valueOf(guard.refusal()));
            return found;
          }
        }
      }
    }
    return found;
  }
}
