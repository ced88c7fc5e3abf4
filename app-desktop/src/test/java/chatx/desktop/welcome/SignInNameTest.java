package chatx.desktop.welcome;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignInNameTest {
  @ParameterizedTest
  @CsvSource({
    "Grace Hopper, Grace.Hopper",
    "ada, ada",
    "' J. R. R. Tolkien ', J.R.R.Tolkien",
    "O’Brien & sons!, O.Brien.sons",
    "李 雷, 李.雷",
    "'🎉', ''",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa bbb, aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
  })
  void a_name_to_sign_in_with_is_one_word_of_what_others_see(String shown, String name) {
    assertThat(SignInName.suggestion(shown)).isEqualTo(name);
  }
}
