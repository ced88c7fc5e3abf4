package chatx.server.storage;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets callers who need a costly sync share one: everybody waits for the first run that began after
 * they asked, so a run covers all who waited for it.
 */
final class GroupSync {
  private final Runnable work;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();
  // Guarded by lock. Runs are numbered from 1.
  private long begun;
  private long succeeded;
  private boolean running;

  GroupSync(Runnable work) {
    this.work = work;
  }

  /** Returns after a run that began after this call; throws what the work threw if it failed. */
  void sync() {
    lock.lock();
    try {
      long needed = begun + 1;
      while (succeeded < needed) {
        if (running) {
          ended.awaitUninterruptibly();
        } else {
          run();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Called and returns with the lock held; releases it while the work runs. */
  private void run() {
    long number = ++begun;
    running = true;
    lock.unlock();
    boolean ok = false;
    try {
      work.run();
      ok = true;
    } finally {
      lock.lock();
      running = false;
      if (ok) {
        succeeded = number;
      }
      ended.signalAll();
    }
  }
}
