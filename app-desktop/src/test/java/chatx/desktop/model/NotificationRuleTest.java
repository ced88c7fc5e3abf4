package chatx.desktop.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotificationRuleTest {
  @ParameterizedTest
  @CsvSource({
    // caught up, attended, focused, muted, do not disturb, mention, about, attention
    "true, false, false, false, false, false, EVERYTHING, SYSTEM",
    "true, false, true, false, false, false, EVERYTHING, IN_APP",
    "true, true, true, false, false, true, EVERYTHING, NONE",
    "true, false, false, true, false, false, EVERYTHING, NONE",
    "true, false, false, true, false, true, EVERYTHING, SYSTEM",
    "true, false, false, false, true, true, EVERYTHING, NONE",
    "false, false, false, false, false, true, EVERYTHING, NONE",
    "true, false, false, false, false, false, MENTIONS, NONE",
    "true, false, false, false, false, true, MENTIONS, SYSTEM",
    "true, false, true, true, false, true, MENTIONS, IN_APP",
    "true, false, false, false, false, true, NOTHING, NONE"
  })
  void decidesByWhatThePersonWantsAndWhereTheyLook(
      boolean caughtUp,
      boolean attended,
      boolean focused,
      boolean muted,
      boolean doNotDisturb,
      boolean mention,
      NotifyAbout about,
      Attention attention) {
    assertThat(
            NotificationRule.decide(
                new NotificationRule.Moment(
                    caughtUp, attended, focused, muted, doNotDisturb, mention, about)))
        .isEqualTo(attention);
  }
}
