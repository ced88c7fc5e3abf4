package chatx.desktop.session;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait before the next attempt: full jitter, a random time between 0 and min(15 s, 0.5
 * s · 2^n) before attempt n. One thread at a time.
 */
final class ReconnectPolicy {
  /** A connection that lasted as long was a good one: the count starts again. */
  static final Duration GOOD = Duration.ofMinutes(1);

  static final Duration CEILING = Duration.ofSeconds(15);

  /** No server is obeyed for longer. */
  static final Duration LONGEST_ASKED = Duration.ofHours(1);

  private static final long FIRST_MS = 500;

  private final RandomGenerator random;
  private int failures;
  private Duration least = Duration.ZERO;

  ReconnectPolicy(RandomGenerator random) {
    this.random = random;
  }

  /**
   * What a server asked to wait, within reason.
   *
   * @param retryAfterMs null where it asked for nothing
   */
  static Duration asked(@Nullable Long retryAfterMs) {
    return retryAfterMs == null
        ? Duration.ZERO
        : Duration.ofMillis(Math.clamp(retryAfterMs, 0, LONGEST_ASKED.toMillis()));
  }

  /** The number of the next attempt since the last good connection, from 1. */
  int nextAttempt() {
    return failures + 1;
  }

  /** The server asked for it: holds for the next wait only. */
  void waitAtLeast(Duration asked) {
    if (asked.compareTo(least) > 0) {
      least = asked;
    }
  }

  /** The attempt, or the connection it made, is over. */
  void ended(Duration lasted) {
    failures = lasted.compareTo(GOOD) >= 0 ? 0 : failures;
  }

  /**
   * Counts a failure. What a server asked for comes on top, so that its clients do not all come at
   * once.
   */
  Duration nextWait() {
    failures++;
    long most = Math.min(CEILING.toMillis(), FIRST_MS << Math.min(failures, 10));
    Duration wait = least.plusMillis(random.nextLong(most + 1));
    least = Duration.ZERO;
    return wait;
  }
}
