package chatx.server.text;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.protocol.ProblemCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextRulesTest {

  @Test
  void aBodyIsKeptAsWrittenButForItsLineBreaks() {
    assertThat(TextRules.body("a\r\nb\rc\nd\te  ", 100, "body"))
        .isEqualTo(Checked.ok("a\nb\nc\nd\te  "));
    assertThat(TextRules.body("👩‍👩‍👧 \u202Eabc <b>&amp;</b> '; drop", 100, "body"))
        .isInstanceOf(Checked.Ok.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n\n", "\t", "\u200B\u200D", "\u3164", "\u00A0\u2003"})
  void whatShowsNothingIsEmpty(String body) {
    assertThat(code(TextRules.body(body, 100, "body"))).isEqualTo(ProblemCode.EMPTY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\u0000", "a\u001B[31m", "a\u0007", "a\u0085", "a\uD83D", "\uDE00a"})
  void controlCharactersAndHalfCharactersAreRefused(String body) {
    assertThat(code(TextRules.body(body, 100, "body"))).isEqualTo(ProblemCode.BAD_TEXT);
    assertThat(code(TextRules.topic(body, "topic"))).isEqualTo(ProblemCode.BAD_TEXT);
  }

  @Test
  void lengthsCountCodePointsAndTheAnswerNamesTheLimit() {
    assertThat(TextRules.body("😀".repeat(10), 10, "body")).isInstanceOf(Checked.Ok.class);
    assertThat(TextRules.body("😀".repeat(11), 10, "body"))
        .isInstanceOfSatisfying(
            Checked.Refused.class,
            refused -> {
              assertThat(refused.code()).isEqualTo(ProblemCode.TOO_LONG);
              assertThat(refused.message()).contains("11", "10");
            });
  }

  @Test
  void aTopicIsOneLineAndMayBeEmpty() {
    assertThat(TextRules.topic("  ", "topic")).isEqualTo(Checked.ok(""));
    assertThat(code(TextRules.topic("a\nb", "topic"))).isEqualTo(ProblemCode.BAD_TEXT);
    assertThat(code(TextRules.topic("a\u2028b", "topic"))).isEqualTo(ProblemCode.BAD_TEXT);
    assertThat(code(TextRules.topic("a".repeat(251), "topic"))).isEqualTo(ProblemCode.TOO_LONG);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a@b.de", "Anna.Maier+x@example.org", "ß@müller.example", "o'neil@a-b.ie"})
  void plainAddressesAreAccepted(String email) {
    assertThat(EmailRules.email(email, "email")).isInstanceOf(Checked.Ok.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "@b.de",
        "a@",
        "a@b",
        "a@b.",
        "a@.b",
        "a@-b.de",
        ".a@b.de",
        "a..b@c.de",
        "a b@c.de",
        "a@b c.de",
        "a@b\r\nBcc: x@y.zz",
        "\"a\"@b.de",
        "a@[127.0.0.1]",
        "a\u202E@b.de",
        "a@b@c.de",
        "a\u0000@b.de",
        "a\uD83D@b.de"
      })
  void whatCannotBeAnAddressIsRefused(String email) {
    assertThat(EmailRules.email(email, "email")).isInstanceOf(Checked.Refused.class);
  }

  private static ProblemCode code(Checked<String> checked) {
    return switch (checked) {
      case Checked.Ok<String> ok -> throw new AssertionError("accepted: " + ok);
      case Checked.Refused<String> refused -> refused.code();
    };
  }
}
