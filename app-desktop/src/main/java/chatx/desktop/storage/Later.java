package chatx.desktop.storage;

import java.time.Duration;

/** Runs work a while after it was first asked for, once for all that asked meanwhile. */
final class Later {
  private final String name;
  private final Runnable work;
  private boolean waiting;

  Later(String name, Runnable work) {
    this.name = name;
    this.work = work;
  }

  /** Runs the work after that time, unless it waits already. */
  synchronized void within(Duration time) {
    if (waiting) {
      return;
    }
    waiting = true;
    var _ = Thread.ofVirtual().name(name).start(() -> run(time));
  }

  private void run(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException _) {
      return;
    }
    synchronized (this) {
      waiting = false;
    }
    work.run();
  }
}
