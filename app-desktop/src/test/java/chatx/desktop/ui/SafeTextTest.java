package chatx.desktop.ui;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Ada",
        "Zoë",
        "李雷",
        "نسیم\u200Cها",
        "👩\u200D🔬",
        "🏴\uDB40\uDC67\uDB40\uDC62",
        "a\u00ADb"
      })
  void ordinary_names_of_any_script_are_left_alone(String name) {
    assertThat(SafeText.oneLine(name)).isSameAs(name);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {0x202A, 0x202B, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x200B, 0xFEFF, 7, 0x1B, 0})
  void what_turns_hides_or_rings_becomes_a_visible_mark(int point) {
    String hostile = "ab" + Character.toString(point) + "cd";
    assertThat(SafeText.oneLine(hostile)).isEqualTo("ab\uFFFDcd");
    assertThat(SafeText.lines(hostile)).isEqualTo("ab\uFFFDcd");
  }

  @Test
  void a_name_stays_on_one_line_and_a_message_keeps_its_lines() {
    assertThat(SafeText.oneLine("a\r\nb\u2028c\td")).isEqualTo("a b c d");
    assertThat(SafeText.lines("a\r\nb\u2028c\td")).isEqualTo("a\nb\nc\td");
  }

  @Test
  void half_a_character_is_marked() {
    assertThat(SafeText.lines("a\uD83D")).isEqualTo("a\uFFFD");
  }
}
