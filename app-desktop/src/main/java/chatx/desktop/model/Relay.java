package chatx.desktop.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries calls to the FX thread, in order, as many as have gathered in one hop. Who passes more
 * than the FX thread takes has to wait.
 */
final class Relay {
  /** So many wait at the most. */
  static final int CAPACITY = 20_000;

  /** So many are carried in one hop, so that the window stays alive in between. */
  static final int HOP = 2_000;

  private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

  private final Executor fx;
  private final Runnable before;
  private final Runnable after;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private boolean scheduled;
  private boolean closed;

  /**
   * A relay.
   *
   * @param before called on the FX thread in front of each hop's calls
   * @param after called behind them
   */
  Relay(Executor fx, Runnable before, Runnable after) {
    this.fx = fx;
    this.before = before;
    this.after = after;
  }

  /** Passes a call; waits while too many wait already. Never on the FX thread. */
  void pass(Runnable call) {
    lock.lock();
    try {
      while (waiting.size() >= CAPACITY && !closed) {
        room.awaitUninterruptibly();
      }
      if (closed) {
        return;
      }
    } finally {
      lock.unlock();
    }
    passNow(call);
  }

  /** Passes a call without waiting; any thread. For what is bounded elsewhere. */
  void passNow(Runnable call) {
    lock.lock();
    try {
      waiting.add(call);
      if (scheduled) {
        return;
      }
      scheduled = true;
    } finally {
      lock.unlock();
    }
    fx.execute(this::hop);
  }

  /** Nothing more is taken by {@link #pass}, and nobody waits there any more. */
  void close() {
    lock.lock();
    try {
      closed = true;
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void hop() {
    List<Runnable> calls = new ArrayList<>();
    lock.lock();
    try {
      while (calls.size() < HOP && !waiting.isEmpty()) {
        calls.add(waiting.remove());
      }
      room.signalAll();
    } finally {
      lock.unlock();
    }
    guarded(before);
    calls.forEach(Relay::guarded);
    guarded(after);
    lock.lock();
    try {
      scheduled = !waiting.isEmpty();
      if (!scheduled) {
        return;
      }
    } finally {
      lock.unlock();
    }
    fx.execute(this::hop);
  }

  /** One mistake must not take all that came with it along. */
  private static void guarded(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException mistake) {
      LOG.error("a change of the model failed", mistake);
    }
  }
}
