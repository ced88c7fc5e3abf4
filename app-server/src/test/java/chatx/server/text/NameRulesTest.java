package chatx.server.text;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.protocol.ProblemCode;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameRulesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "anna",
        "Anna",
        "j.r.r-tolkien",
        "x",
        "анна",
        "李小龙",
        "สมชาย",
        "नेहा",
        "דוד",
        "علي",
        "max_2",
        "Ζωή",
        "Zoë",
        "Nguyễn",
        "ảnh",
        "김철수",
        "さくら",
        "𐐀𐐁𐐂"
      })
  void namesOfEveryScriptAreWelcome(String name) {
    assertThat(NameRules.userName(name, "name")).isInstanceOf(Checked.Ok.class);
    assertThat(NameRules.displayName(name, "name")).isInstanceOf(Checked.Ok.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a b",
        "12345",
        "1.2",
        "...",
        "_anna",
        "anna_",
        "a..b",
        "a@b",
        "a/b",
        "a<b>",
        "an\u200Bna",
        "an\u200Dna",
        "an\u202Ena",
        "an\u2066na",
        "\uFEFFanna",
        "an\u00ADna",
        "an\nna",
        "an\rna",
        "an\u0000na",
        "an\u001Bna",
        "an\u007Fna",
        "an\u2028na",
        "an\u3164na",
        "an\u115Fna",
        "an\u2800na",
        "an\u00A0na",
        "anna\uD83D",
        "\uDE00anna",
        "an\uE000na",
        "an\uFFFFna",
        "\u0301anna",
        "a\u0300\u0301\u0302\u0303\u0304na",
        "anna\uD83D\uDE00",
        "an\u180Ena",
        "an\uFE0Fna",
        "an\uDB40\uDC41na",
        "admin",
        "ADMIN",
        "Root",
        "system",
        "everyone",
        "аdmin",
        "ΑDMIN",
        "ADM1N",
        "sуstem"
      })
  void whatMisleadsOrBreaksTheLineIsRefusedInWords(String name) {
    assertThat(NameRules.userName(name, "name"))
        .isInstanceOfSatisfying(
            Checked.Refused.class,
            refused -> {
              assertThat(refused.code()).isEqualTo(ProblemCode.NAME_INVALID);
              assertThat(refused.field()).isEqualTo("name");
              assertThat(refused.message())
                  .endsWithIgnoringCase(refused.message().strip())
                  .hasSizeBetween(20, 200)
                  .doesNotContainPattern("\\p{Cntrl}");
            });
  }

  @Test
  void aNameHasAtMost32CodePointsHoweverItIsWritten() {
    assertThat(NameRules.userName("a".repeat(32), "name")).isInstanceOf(Checked.Ok.class);
    assertThat(NameRules.userName("𐐀".repeat(32), "name")).isInstanceOf(Checked.Ok.class);
    assertThat(NameRules.userName("e\u0301".repeat(32), "name"))
        .isEqualTo(Checked.ok("é".repeat(32)));
    assertThat(NameRules.userName("a".repeat(33), "name")).isInstanceOf(Checked.Refused.class);
    assertThat(NameRules.userName("a".repeat(10_000_000), "name"))
        .isInstanceOf(Checked.Refused.class);
  }

  @Test
  void ligaturesThatWouldOverflowTheirColumnsAreRefused() {
    assertThat(NameRules.userName("\uFDFA".repeat(32), "name")).isInstanceOf(Checked.Refused.class);
  }

  @Test
  void roomsMayHaveSpacesInside() {
    assertThat(NameRules.roomName("  Team A, 2nd floor! ", "name"))
        .isEqualTo(Checked.ok("Team A, 2nd floor!"));
    assertThat(NameRules.roomName("Team  A", "name")).isInstanceOf(Checked.Refused.class);
    assertThat(NameRules.roomName("r".repeat(64), "name")).isInstanceOf(Checked.Ok.class);
    assertThat(NameRules.roomName("r".repeat(65), "name")).isInstanceOf(Checked.Refused.class);
  }

  /** S10. */
  @Test
  void sixtyLookAlikeNamesAreSeen() {
    int pairs = 0;
    for (List<String> group : LookAlikes.GROUPS) {
      NameKey first = NameKey.of(group.getFirst());
      for (String twin : group.subList(1, group.size())) {
        assertThat(first.looksLike(NameKey.of(twin)))
            .as("%s and %s look alike", group.getFirst(), twin)
            .isTrue();
        assertThat(NameKey.of(twin).looksLike(first)).isTrue();
        pairs++;
      }
    }
    assertThat(pairs).isGreaterThanOrEqualTo(60);
  }

  @Test
  void differentNamesStayDifferent() {
    List<String> names =
        List.of(
            "anna",
            "anne",
            "hanna",
            "max",
            "maxi",
            "max2",
            "max3",
            "peter",
            "petra",
            "анна",
            "ана",
            "山本",
            "山田",
            "john.doe",
            "john.roe",
            "zoe",
            "zoey",
            "al",
            "all2");
    for (String a : names) {
      for (String b : names) {
        assertThat(NameKey.of(a).looksLike(NameKey.of(b)))
            .as("%s, %s", a, b)
            .isEqualTo(a.equals(b));
      }
    }
  }

  @Property(tries = 2_000)
  void anyTextIsAnsweredAndAcceptedNamesFitTheirColumns(@ForAll String text) {
    if (NameRules.roomName(text, "name") instanceof Checked.Ok<String>(String name)) {
      NameKey key = NameKey.of(name);
      assertThat(name.length()).isLessThanOrEqualTo(128);
      assertThat(key.folded().length()).isLessThanOrEqualTo(512);
      assertThat(key.skeleton().length()).isLessThanOrEqualTo(1024);
      assertThat(NameRules.roomName(name, "name")).isEqualTo(Checked.ok(name));
    }
  }
}
