package chatx.server.limit;

import java.time.Duration;

/**
 * A token bucket: at most {@code burst} at once, refilled evenly with {@code count} per {@code
 * per}.
 *
 * @param burst 1 or more
 * @param count 1 or more
 * @param per longer than zero
 */
public record Limit(long burst, long count, Duration per) {

  public Limit {
    if (burst < 1 || count < 1 || per.isZero() || per.isNegative()) {
      throw new IllegalArgumentException(
          "A limit needs a burst and a count of 1 or more and a time above zero");
    }
  }

  /** How long an empty bucket takes to be full again. */
  Duration refill() {
    return per.multipliedBy(burst).dividedBy(count);
  }
}
