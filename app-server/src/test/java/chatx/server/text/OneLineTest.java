package chatx.server.text;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class OneLineTest {
  @Test
  void whatIsPlainStaysAsItIs() {
    assertThat(OneLine.of("Grüße, 世界 👋 – \"C:\\temp\"")).isEqualTo("Grüße, 世界 👋 – \"C:\\temp\"");
  }

  @Test
  void whatBreaksALineOrSteersATerminalIsWrittenOut() {
    assertThat(OneLine.of("a\r\nb\tc\u001b[2J\u0000\u2028\u2029\u0085\u202e\ud800"))
        .isEqualTo("a\\r\\nb\\tc\\u{1b}[2J\\u{0}\\u{2028}\\u{2029}\\u{85}\\u{202e}\\u{d800}");
  }

  @Property
  void theResultIsOneLineOfAtMostTheLengthAndHalvesNoCharacter(
      @ForAll String text, @ForAll @IntRange(min = 1, max = 40) int length) {
    String line = OneLine.of(text, length);

    assertThat(line.length()).isLessThanOrEqualTo(length);
    assertThat(line.codePoints())
        .allMatch(c -> !Character.isISOControl(c) && c != 0x2028 && c != 0x2029)
        .allMatch(c -> Character.getType(c) != Character.SURROGATE);
  }
}
