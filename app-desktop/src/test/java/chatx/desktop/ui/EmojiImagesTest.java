package chatx.desktop.ui;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmojiImagesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"😀", "❤️", "❤", "#️⃣", "👩‍🔬", "👍", "👍🏽", "🇩🇪", "🏳️‍🌈", "☺", "☺️"})
  void an_emoji_has_a_picture_with_or_without_a_tone_or_a_variation(String emoji) {
    assertThat(EmojiImages.has(emoji)).isTrue();
  }

  @Test
  void text_has_none_and_a_name_of_a_file_is_text() {
    assertThat(EmojiImages.has("a")).isFalse();
    assertThat(EmojiImages.has("")).isFalse();
    assertThat(EmojiImages.has("../ui/emoji/1f600")).isFalse();
  }
}
