package chatx.server.bench.load;

import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** What was counted. Written on the loop's thread; other threads read it when the loop rests. */
public final class Tally {
  long sent;
  long delivered;
  long acknowledged;
  long refused;
  long doubled;
  long misordered;
  long misrouted;
  long lost;
  @Nullable Histogram latencies;

  /** At one moment. */
  public record Count(
      long sent,
      long delivered,
      long acknowledged,
      long refused,
      long lost,
      long doubled,
      long misordered,
      long misrouted) {
    /** Nothing went wrong. */
    public boolean isClean() {
      return refused == 0 && lost == 0 && doubled == 0 && misordered == 0 && misrouted == 0;
    }

    public String faults() {
      return "lost %d, doubled %d, misordered %d, misrouted %d, refused %d"
          .formatted(lost, doubled, misordered, misrouted, refused);
    }
  }

  Count count() {
    return new Count(sent, delivered, acknowledged, refused, lost, doubled, misordered, misrouted);
  }
}
