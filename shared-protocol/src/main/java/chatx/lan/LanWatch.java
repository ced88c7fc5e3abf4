package chatx.lan;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Notices that the interfaces are others than before, by looking every {@link SleepWatch#EVERY}:
 * that costs next to nothing and is the same on every system. One thread at a time.
 */
final class LanWatch {
  private final Supplier<List<LanInterface>> look;
  private final SleepWatch sleep;
  private @Nullable List<LanInterface> before;

  LanWatch(Supplier<List<LanInterface>> look, Clock clock) {
    this.look = look;
    this.sleep = new SleepWatch(clock, System::nanoTime);
  }

  /**
   * What is there now.
   *
   * @param slept the computer slept: what is open may be dead
   */
  record Change(List<LanInterface> present, boolean slept) {}

  /** Empty when all is as it was; the first look is a change always. */
  Optional<Change> look() {
    boolean slept = sleep.slept();
    List<LanInterface> now = look.get();
    boolean same = now.equals(before);
    before = now;
    return same && !slept ? Optional.empty() : Optional.of(new Change(now, slept));
  }
}
