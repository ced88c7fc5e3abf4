package chatx.server.text;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.protocol.ProblemCode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** S6, the part about choosing. */
class PasswordRulesTest {

  private final PasswordRules rules = PasswordRules.load();

  @Test
  void everyLengthFrom8To256CodePointsIsAccepted() {
    for (String unit : List.of("x7-", "é§ß", "😀🐢🌵", "a\u0000b", "猫犬鳥")) {
      for (int length = 0; length <= 300; length++) {
        String password = varied(unit, length);
        @Nullable ProblemCode expected =
            length < 8
                ? ProblemCode.PASSWORD_TOO_SHORT
                : length > 256 ? ProblemCode.PASSWORD_TOO_LONG : null;
        assertThat(code(rules.check(password, List.of(), "password")))
            .as("%d code points of %s", length, unit)
            .isEqualTo(expected);
      }
    }
  }

  @Test
  void everyEntryOfTheListIsRefusedInEveryCase() {
    Set<String> list = CommonPasswords.all();
    assertThat(list).hasSizeGreaterThanOrEqualTo(3_000);
    for (String entry : list) {
      assertThat(code(rules.check(entry, List.of(), "p"))).isEqualTo(ProblemCode.PASSWORD_COMMON);
      assertThat(code(rules.check(entry.toUpperCase(Locale.ROOT), List.of(), "p")))
          .isEqualTo(ProblemCode.PASSWORD_COMMON);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "aaaaaaaaaaaa", "abababababab", "xyzxyzxyzxyz", "qwertyuiop", "poiuytrewq", "asdfghjkl",
        "lmnopqrstuv", "1q2w3e4r5t6y", "Passw0rd", "P@ssword1", "iloveyou", "Qwertz123"
      })
  void patternsOfTheKeyboardAreCommonToo(String password) {
    assertThat(code(rules.check(password, List.of(), "p"))).isEqualTo(ProblemCode.PASSWORD_COMMON);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password", "password1", "password123", "Password!", "Passwort1", "12345678", "123456789",
        "1234567890", "11111111", "qwerty123", "qwertyuiop", "1q2w3e4r", "1qaz2wsx", "abcd1234",
        "iloveyou", "sunshine", "princess", "football", "baseball", "superman", "trustno1",
        "welcome1", "letmein1", "dragon123", "monkey123", "Admin123", "admin1234", "Summer2025",
        "Winter2024", "Sommer2023", "michael1", "jennifer", "starwars", "P@ssw0rd", "changeme",
        "adminadmin", "Welcome123", "computer", "internet", "whatever1"
      })
  void whatEverybodyKnowsIsRefused(String password) {
    assertThat(code(rules.check(password, List.of(), "p"))).isEqualTo(ProblemCode.PASSWORD_COMMON);
  }

  @ParameterizedTest
  @ValueSource(strings = {"123456", "qwerty", "abc123", "111111", "dragon"})
  void whatEverybodyKnowsAndIsShortIsRefusedForThat(String password) {
    assertThat(code(rules.check(password, List.of(), "p")))
        .isEqualTo(ProblemCode.PASSWORD_TOO_SHORT);
  }

  @Test
  void namesAreNoPasswords() {
    List<@Nullable String> names = Arrays.asList("Annabelle", "anna.maier@example.org", null);
    for (String password :
        List.of(
            "annabelle",
            "ANNABELLE",
            "annabelleannabelle",
            "ellebanna",
            "anna.maier",
            "Anna.Maier@Example.org")) {
      assertThat(code(rules.check(password, names, "p"))).isEqualTo(ProblemCode.PASSWORD_COMMON);
    }
    assertThat(code(rules.check("annabelle likes tea", names, "p"))).isNull();
  }

  @Test
  void noCharactersAreDemanded() {
    for (String password :
        List.of("ein kleiner satz", "MOOSEGANG", "83029174", "        ~       ")) {
      assertThat(code(rules.check(password, List.of(), "p"))).as(password).isNull();
    }
    assertThat(code(rules.check("abcdefg\uD83Dh", List.of(), "p")))
        .isEqualTo(ProblemCode.PASSWORD_INVALID);
  }

  private static String varied(String unit, int length) {
    int[] points = unit.codePoints().toArray();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.appendCodePoint(points[(i * i + i / 3) % points.length]);
    }
    return text.toString();
  }

  private static @Nullable ProblemCode code(Checked<String> checked) {
    return switch (checked) {
      case Checked.Ok<String> _ -> null;
      case Checked.Refused<String> refused -> refused.code();
    };
  }
}
