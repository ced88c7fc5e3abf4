package chatx.server.bench.load;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long a client waits before it comes back: full jitter, a random time between 0 and min(15 s,
 * 0.5 s · 2^n) before attempt n, as the app's client library does (chatx.desktop.session).
 */
final class BackOff {
  /** A connection that lasted as long was a good one: the count starts again. */
  private static final Duration GOOD = Duration.ofMinutes(1);

  private static final Duration CEILING = Duration.ofSeconds(15);
  private static final long FIRST_MS = 500;
  private static final int MOST_DOUBLINGS = 10;

  private final RandomGenerator random;
  private int failures;

  BackOff(RandomGenerator random) {
    this.random = random;
  }

  /** A connection is over. */
  void ended(Duration lasted) {
    failures = lasted.compareTo(GOOD) >= 0 ? 0 : failures;
  }

  /** Counts a failure. */
  Duration nextWait() {
    failures++;
    long most = Math.min(CEILING.toMillis(), FIRST_MS << Math.min(failures, MOST_DOUBLINGS));
    return Duration.ofMillis(random.nextLong(most + 1));
  }
}
