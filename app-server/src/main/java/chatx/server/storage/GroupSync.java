package chatx.server.storage;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets callers who need a costly sync share one: everybody waits for the first run that began after
 * they asked, so a run covers all who waited for it.
 */
final class GroupSync {
  private static final Duration LOOK = Duration.ofMillis(50);

  private final Runnable work;
  private final Runnable patience;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();
  // Guarded by lock. Runs are numbered from 1.
  private long begun;
  private long over;
  private long succeeded;
  private RuntimeException failure = new IllegalStateException("no run has failed");

  /**
   * @param work the sync, which may wait for a long time
   * @param patience asked now and then by those who wait; throws when they shall not wait any more
   */
  GroupSync(Runnable work, Runnable patience) {
    this.work = work;
    this.patience = patience;
  }

  /**
   * Returns after a run that began after this call; throws what the work threw if it failed, and
   * what patience throws though the run goes on.
   */
  void sync() {
    boolean interrupted = false;
    lock.lock();
    try {
      long needed = begun + 1;
      while (over < needed) {
        if (begun == over) {
          begin();
        }
        try {
          var _ = ended.await(LOOK.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException told) {
          // Whether it is durable has to be known all the same.
          interrupted = true;
        }
        if (over < needed) {
          patience.run();
        }
      }
      if (succeeded < needed) {
        throw failure;
      }
    } finally {
      lock.unlock();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Called with the lock held. In a thread of its own, so that nobody has to wait for its end. */
  private void begin() {
    begun++;
    Thread.ofVirtual().name("database-sync").start(this::run);
  }

  private void run() {
    boolean done = false;
    RuntimeException reason = new IllegalStateException("the sync was cut off");
    try {
      work.run();
      done = true;
    } catch (RuntimeException e) {
      reason = e;
    } finally {
      lock.lock();
      try {
        over = begun;
        if (done) {
          succeeded = over;
        } else {
          failure = reason;
        }
        ended.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }
}
