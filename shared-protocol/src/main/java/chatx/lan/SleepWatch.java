package chatx.lan;

import java.time.Clock;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Notices that the computer slept: the clock on the wall went on while the other one stood still,
 * or a look that is due every few seconds comes far too late. A clock that somebody set looks the
 * same, which does no harm. One thread at a time.
 */
public final class SleepWatch {
  public static final Duration EVERY = Duration.ofSeconds(2);
  private static final Duration JUMP = Duration.ofSeconds(20);

  private final Clock clock;
  private final LongSupplier nanoTime;
  private long wallMs;
  private long nanos;

  public SleepWatch(Clock clock, LongSupplier nanoTime) {
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.wallMs = clock.millis();
    this.nanos = nanoTime.getAsLong();
  }

  /** Whether the computer slept since the last look; to be called {@link #EVERY} so often. */
  public boolean slept() {
    long wallNow = clock.millis();
    long nanosNow = nanoTime.getAsLong();
    long wall = wallNow - wallMs;
    long steady = (nanosNow - nanos) / 1_000_000;
    wallMs = wallNow;
    nanos = nanosNow;
    return Math.abs(wall - steady) > JUMP.toMillis() || steady > JUMP.toMillis();
  }
}
