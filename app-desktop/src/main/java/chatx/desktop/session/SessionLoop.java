package chatx.desktop.session;

import java.time.Duration;
import java.util.PriorityQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread of a session: runs tasks one at a time in the order they came, and timers between
 * them. All that a session remembers is touched here only.
 */
final class SessionLoop {
  private static final Logger log = LoggerFactory.getLogger(SessionLoop.class);

  private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
  private final PriorityQueue<Timer> timers = new PriorityQueue<>(Timer::compareDue);
  private final Thread thread;
  private boolean running = true;

  /** Something to run later, unless cancelled before. Belongs to the loop's thread. */
  static final class Timer {
    private final long dueNanos;
    private final Runnable task;
    private boolean cancelled;

    private Timer(long dueNanos, Runnable task) {
      this.dueNanos = dueNanos;
      this.task = task;
    }

    void cancel() {
      cancelled = true;
    }

    private static int compareDue(Timer one, Timer other) {
      return Long.compare(one.dueNanos - other.dueNanos, 0);
    }
  }

  SessionLoop(String name) {
    thread = Thread.ofVirtual().name(name).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** From any thread; after {@link #stop} nothing happens. */
  void execute(Runnable task) {
    tasks.add(task);
  }

  /** From the loop's thread. */
  Timer after(Duration delay, Runnable task) {
    Timer timer = new Timer(System.nanoTime() + delay.toNanos(), task);
    timers.add(timer);
    return timer;
  }

  /** Ends the loop after the present task. From the loop's thread. */
  void stop() {
    running = false;
  }

  boolean isCurrent() {
    return Thread.currentThread().equals(thread);
  }

  /** Waits until the loop has ended, but not for ever. */
  void join(Duration patience) {
    try {
      if (!thread.join(patience)) {
        log.warn("{} does not end", thread.getName());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (running) {
      Runnable task = next();
      if (task != null) {
        try {
          task.run();
        } catch (RuntimeException bug) {
          log.error("a step of {} failed", thread.getName(), bug);
        }
      }
    }
  }

  private @Nullable Runnable next() {
    try {
      Timer first = timers.peek();
      if (first == null) {
        return tasks.take();
      }
      long wait = first.dueNanos - System.nanoTime();
      if (wait > 0) {
        return tasks.poll(wait, TimeUnit.NANOSECONDS);
      }
      var _ = timers.remove(first);
      return first.cancelled ? null : first.task;
    } catch (InterruptedException _) {
      running = false;
      return null;
    }
  }
}
