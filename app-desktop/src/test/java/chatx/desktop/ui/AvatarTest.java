package chatx.desktop.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AvatarTest {
  @ParameterizedTest
  @CsvSource({
    "Ada Lovelace, AL",
    "ada, A",
    "jean-luc picard, JP",
    "'  ', ?",
    "'', ?",
    "#garden, G",
    "李雷, 李",
    "éva, É",
    "🎉 party, P",
    "A B C, AC",
    "'\u202Eevil', E"
  })
  void initials_are_those_of_the_first_and_the_last_word(String name, String initials) {
    assertThat(Avatar.initials(name)).isEqualTo(initials);
  }

  @Test
  void the_colour_belongs_to_the_id() {
    var id = UUID.randomUUID();
    assertThat(Avatar.colour(id))
        .isEqualTo(
            Avatar.colour(new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits())));
  }
}
