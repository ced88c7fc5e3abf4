package chatx.desktop.session;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.desktop.testing.MovableClock;
import chatx.lan.SleepWatch;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class SleepWatchTest {
  private final MovableClock wall = new MovableClock();
  private final AtomicLong steady = new AtomicLong();
  private final SleepWatch watch = new SleepWatch(wall, steady::get);

  private boolean after(Duration onTheWall, Duration steadily) {
    wall.move(onTheWall);
    steady.addAndGet(steadily.toNanos());
    return watch.slept();
  }

  @Test
  void anOrdinaryLookSeesNothing() {
    for (int i = 0; i < 100; i++) {
      assertThat(after(SleepWatch.EVERY, SleepWatch.EVERY)).isFalse();
    }
  }

  @Test
  void aSleepThatOnlyTheWallClockSawIsNoticedOnce() {
    assertThat(after(Duration.ofHours(8), SleepWatch.EVERY)).isTrue();
    assertThat(after(SleepWatch.EVERY, SleepWatch.EVERY)).isFalse();
  }

  @Test
  void aSleepThatBothClocksSawIsNoticed() {
    assertThat(after(Duration.ofMinutes(5), Duration.ofMinutes(5))).isTrue();
  }

  @Test
  void aClockThatIsSetBackIsNoticed() {
    assertThat(after(Duration.ofHours(-1), SleepWatch.EVERY)).isTrue();
  }
}
