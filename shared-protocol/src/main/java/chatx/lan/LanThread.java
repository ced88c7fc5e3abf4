package chatx.lan;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread of a finder or an announcer. A task that goes wrong is logged and does not end the
 * others. Any thread.
 */
final class LanThread implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LanThread.class);

  private final String name;
  private final ScheduledExecutorService scheduler;

  LanThread(String name) {
    this.name = name;
    this.scheduler =
        Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name(name).factory());
  }

  /** Again and again; the period counts from the end of a run. */
  void every(Duration after, Duration period, Runnable task) {
    var _ =
        scheduler.scheduleWithFixedDelay(
            guarded(task), after.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Once for each of these times from now, in milliseconds. */
  void at(long[] times, Runnable task) {
    for (long ms : times) {
      var _ = scheduler.schedule(guarded(task), ms, TimeUnit.MILLISECONDS);
    }
  }

  /** As soon as possible; not any more once it is closed. */
  void execute(Runnable task) {
    try {
      scheduler.execute(guarded(task));
    } catch (RejectedExecutionException _) {
      // Closed meanwhile.
    }
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
  }

  private Runnable guarded(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (RuntimeException e) {
        log.error("{} went wrong", name, e);
      }
    };
  }
}
