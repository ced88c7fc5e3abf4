package chatx.desktop.session;

import java.time.Duration;
import java.util.function.LongSupplier;

/** How long nothing has been heard on a connection, and what follows. One thread at a time. */
final class Silence {
  /** As many ping intervals of the server without a word end a connection. */
  private static final int LONGEST_INTERVALS = 3;

  private final LongSupplier nanoTime;
  private long heardNanos;
  private boolean asked;

  enum Verdict {
    ALIVE,
    /** The other side should be asked for a word; said once in each silence. */
    ASK,
    DEAD
  }

  Silence(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    heard();
  }

  /** Something came, or a connection begins. */
  void heard() {
    heardNanos = nanoTime.getAsLong();
    asked = false;
  }

  /**
   * @param pingSeconds how often the server wants a word
   */
  Verdict verdict(int pingSeconds) {
    Duration interval = Duration.ofSeconds(Math.max(1, pingSeconds));
    Duration silence = Duration.ofNanos(nanoTime.getAsLong() - heardNanos);
    if (silence.compareTo(interval.multipliedBy(LONGEST_INTERVALS)) > 0) {
      return Verdict.DEAD;
    }
    if (silence.compareTo(interval) <= 0 || asked) {
      return Verdict.ALIVE;
    }
    asked = true;
    return Verdict.ASK;
  }
}
