package chatx.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class LimitHitsTest {
  private Instant now = Instant.parse("2026-11-23T12:00:30Z");
  private final LimitHits hits = new LimitHits(new SettableClock());

  @Test
  void aFloodOnOneKeyIsRecordedOnceAMinuteWithTheCountOfTheRest() {
    assertThat(hits.hit("messages", "u1", "u1", "10.0.0.1"))
        .contains(
            AuditEntry.of(AuditAction.LIMIT_HIT)
                .by("u1")
                .about("u1")
                .from("10.0.0.1")
                .with("limit=messages"));
    for (int i = 0; i < 999; i++) {
      assertThat(hits.hit("messages", "u1", "u1", "10.0.0.1")).isEmpty();
    }
    now = now.plus(Duration.ofMinutes(1));
    assertThat(hits.hit("messages", "u1", "u1", "10.0.0.1"))
        .get()
        .extracting(AuditEntry::detail)
        .isEqualTo("limit=messages unrecorded=999");
  }

  @Test
  void differentLimitsAndKeysAreToldApart() {
    assertThat(hits.hit("messages", "u1", null, null)).isPresent();
    assertThat(hits.hit("commands", "u1", null, null)).isPresent();
    assertThat(hits.hit("messages", "u2", null, null)).isPresent();
  }

  @Test
  void manyKeysTogetherDoNotFillTheLog() {
    long recorded =
        java.util.stream.IntStream.range(0, 5000)
            .filter(i -> hits.hit("sign-in", "address " + i, null, null).isPresent())
            .count();
    assertThat(recorded).isEqualTo(120);
    now = now.plus(Duration.ofMinutes(1));
    assertThat(hits.hit("sign-in", "another", null, null))
        .get()
        .extracting(AuditEntry::detail)
        .isEqualTo("limit=sign-in unrecorded=4880");
  }

  private final class SettableClock extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
