package chatx.server.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class EncodedFrameTest {
  @Test
  void joinedFramesStandNextToEachOtherAsTheyAre() {
    EncodedFrame one = EncodedFrame.text("one");
    EncodedFrame long2 = EncodedFrame.text("x".repeat(200));
    EncodedFrame none = EncodedFrame.text("");
    EncodedFrame joined = EncodedFrame.joined(List.of(one, long2, none));
    ByteBuffer expected = ByteBuffer.allocate(one.length() + long2.length() + none.length());
    one.copyTo(expected);
    long2.copyTo(expected);
    none.copyTo(expected);
    assertThat(joined.length()).isEqualTo(expected.capacity());
    assertThat(joined.view()).isEqualTo(expected.flip());
  }

  @Test
  void oneFrameAloneIsItself() {
    EncodedFrame one = EncodedFrame.ping();
    assertThat(EncodedFrame.joined(List.of(one))).isSameAs(one);
  }

  @Test
  void aBinaryFrameHoldsWhatRemainsInTheBuffer() {
    ByteBuffer content = ByteBuffer.wrap(new byte[] {9, 1, 2}).position(1);
    assertThat(EncodedFrame.binary(content).view())
        .isEqualTo(ByteBuffer.wrap(new byte[] {(byte) 0x82, 2, 1, 2}));
  }
}
