package chatx.server.socket;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that looks at every open socket again and again, instead of a timer for each. A look
 * costs some fifty nanoseconds, so ten thousand sockets cost half a millisecond a round.
 */
final class Watch implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Watch.class);

  /** Rounds within the shortest deadline, so that none is overrun by more than a quarter. */
  private static final int ROUNDS_PER_DEADLINE = 4;

  private static final Duration LONGEST_ROUND = Duration.ofMillis(250);
  private static final Duration SHORTEST_ROUND = Duration.ofMillis(5);

  private final Set<Watched> open = ConcurrentHashMap.newKeySet();
  private final Thread thread;
  private final long roundNanos;
  private volatile boolean running = true;

  Watch(Duration shortestDeadline) {
    long nanos = shortestDeadline.toNanos() / ROUNDS_PER_DEADLINE;
    this.roundNanos = Math.clamp(nanos, SHORTEST_ROUND.toNanos(), LONGEST_ROUND.toNanos());
    this.thread = Thread.ofPlatform().name("chatx-door-watch").daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  void add(Watched watched) {
    open.add(watched);
  }

  void remove(Watched watched) {
    open.remove(watched);
  }

  @Override
  public void close() {
    running = false;
    LockSupport.unpark(thread);
  }

  private void run() {
    while (running) {
      LockSupport.parkNanos(this, roundNanos);
      long now = System.nanoTime();
      for (Watched watched : open) {
        try {
          watched.check(now);
        } catch (RuntimeException e) {
          log.error("A deadline could not be looked at", e);
        }
      }
    }
  }
}
