package chatx.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.protocol.ProblemCode;
import chatx.protocol.codec.DecodedCommand;
import chatx.protocol.codec.FrameCodec;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** Whatever text comes, it is a command that reads the same again, or an answer (P7). */
class CommandFuzz {
  private static final FrameCodec CODEC = new FrameCodec();

  @FuzzTest(maxDuration = "30s")
  void everyTextIsACommandOrIsRefused(byte[] bytes) {
    switch (CODEC.decodeCommand(new String(bytes, StandardCharsets.UTF_8))) {
      case DecodedCommand.Valid valid ->
          assertThat(
                  CODEC.decodeCommand(
                      new String(CODEC.encode(valid.frame()), StandardCharsets.UTF_8)))
              .isEqualTo(valid);
      case DecodedCommand.Invalid invalid ->
          assertThat(invalid.problem().code())
              .isIn(ProblemCode.BAD_MESSAGE, ProblemCode.UNSUPPORTED, ProblemCode.TOO_LONG);
    }
  }
}
