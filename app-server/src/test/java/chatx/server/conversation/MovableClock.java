package chatx.server.conversation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The real clock, set ahead or back. Any thread. */
final class MovableClock extends Clock {
  private volatile Duration ahead = Duration.ZERO;

  /** Shows the real time and so much more; negative for the past. */
  void setAhead(Duration by) {
    ahead = by;
  }

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
    return Clock.systemUTC().instant().plus(ahead);
  }
}
