package chatx.server.socket;

import java.nio.ByteBuffer;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that writes. It takes one outbox after another and writes all that waits in it at
 * once; what is offered meanwhile gathers for the next turn. So a busy server writes rarely and
 * much, an idle one at once.
 */
final class OutboxWriter implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(OutboxWriter.class);

  /** Bytes put together for one write; a larger frame is written alone and not copied. */
  private static final int BATCH_BYTES = 64 * 1024;

  private final LinkedBlockingQueue<Outbox> ready = new LinkedBlockingQueue<>();
  private final ByteBuffer batch = ByteBuffer.allocateDirect(BATCH_BYTES);
  private final Thread thread;

  OutboxWriter(int number) {
    this.thread =
        Thread.ofPlatform().name("chatx-door-write-" + number).daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Has the outbox written soon. */
  void enqueue(Outbox outbox) {
    ready.add(outbox);
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void run() {
    try {
      while (!Thread.interrupted()) {
        Outbox outbox = ready.take();
        try {
          outbox.flush(batch);
        } catch (RuntimeException e) {
          log.error("An outbox could not be written", e);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
