package chatx.server.membership;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** A cursor is one that this server wrote, or none (P7). */
class CursorFuzz {
  @FuzzTest(maxDuration = "30s")
  void everyTextIsACursorOfThisServerOrRefused(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    String position = CursorText.read(text);
    if (position != null) {
      assertThat(CursorText.of(position)).isEqualTo(text);
    }
    if (text.indexOf('\0') < 0 && bytes.length < 1_000) {
      assertThat(CursorText.read(CursorText.of(text))).isEqualTo(text);
    }
  }
}
