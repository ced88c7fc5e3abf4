package chatx.server.mailbox;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bounded queue whose items are handled in order by at most one virtual thread at a time, which
 * lives only while there is something to do. All that waits is handed over as one batch, so that
 * the drain can share what is costly (a commit) among many items. Any thread may offer; offering
 * never blocks.
 */
public final class Mailbox<T> {
  private static final Logger log = LoggerFactory.getLogger(Mailbox.class);

  /** What became of an offered item. */
  public enum Offer {
    ACCEPTED,
    FULL,
    CLOSED
  }

  private final String name;
  private final int capacity;
  private final Consumer<List<T>> drain;
  // Guarded by this.
  private List<T> waiting = List.of();
  private boolean draining;
  private boolean closed;

  /**
   * @param capacity how many items may wait
   * @param drain handles a batch; what it throws is logged and the next batch is handled all the
   *     same
   */
  public Mailbox(String name, int capacity, Consumer<List<T>> drain) {
    this.name = name;
    this.capacity = capacity;
    this.drain = drain;
  }

  public synchronized Offer offer(T item) {
    return waiting.size() >= capacity && !closed ? Offer.FULL : insist(item);
  }

  /** Offers whatever the capacity, for items that free something and must not be refused. */
  public synchronized Offer insist(T item) {
    if (closed) {
      return Offer.CLOSED;
    }
    if (waiting.isEmpty()) {
      // Idle mailboxes, of which there is one per connection, hold no array.
      waiting = new ArrayList<>(4);
    }
    waiting.add(item);
    if (!draining) {
      draining = true;
      Thread.ofVirtual().name(name).start(this::run);
    }
    return Offer.ACCEPTED;
  }

  /** Takes no more items; those that wait are still handled. */
  public synchronized void close() {
    closed = true;
  }

  /** Closes only if nothing waits; the drain may call it to end its own mailbox. */
  public synchronized boolean closeIfEmpty() {
    if (!waiting.isEmpty()) {
      return false;
    }
    closed = true;
    return true;
  }

  private void run() {
    for (List<T> batch = next(); !batch.isEmpty(); batch = next()) {
      try {
        drain.accept(batch);
      } catch (RuntimeException | Error e) {
        log.error("a batch of mailbox {} failed", name, e);
      }
    }
  }

  private synchronized List<T> next() {
    List<T> batch = waiting;
    waiting = List.of();
    if (batch.isEmpty()) {
      draining = false;
    }
    return batch;
  }
}
