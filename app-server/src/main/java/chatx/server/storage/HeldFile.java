package chatx.server.storage;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of an embedded database for as long as the database is open. Any thread.
 *
 * <p>What the disk has no room for waits here until there is some, and where H2 closes itself all
 * the same the file is not opened again: docs/decisions/0003-journal-beside-h2.md.
 */
final class HeldFile {
  private static final Logger log = LoggerFactory.getLogger(HeldFile.class);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final String path;
  private final AtomicInteger waiting = new AtomicInteger();
  private volatile boolean patient;
  private volatile boolean opened;
  private volatile boolean lost;

  HeldFile(String path) {
    this.path = path;
  }

  String path() {
    return path;
  }

  /** From now on writes wait; a start shall fail instead. */
  void becomePatient() {
    patient = true;
  }

  /** From now on writes that wait or come fail, and the database may close the file. */
  void release() {
    patient = false;
    opened = false;
  }

  /** Whether something waits for room on the disk. */
  boolean isStuck() {
    return waiting.get() > 0;
  }

  /** Whether the database closed itself. */
  boolean isLost() {
    return lost;
  }

  /** The database opens the file. */
  void open() throws IOException {
    if (lost) {
      throw new IOException("the database closed itself after a failure; restart the server");
    }
    opened = true;
  }

  /** The database closes the file. */
  void close() {
    if (patient && opened) {
      lost = true;
      log.error(
          "the database closed itself after a failure; restart the server, which puts back what the"
              + " journal has");
    }
  }

  /** Something that writes. */
  interface Write {
    int run() throws IOException;
  }

  /** Does it as soon as the disk has room for it. */
  int write(Write write) throws IOException {
    try {
      return write.run();
    } catch (IOException full) {
      if (!waitsAfter(full)) {
        throw full;
      }
      log.error("the disk of {} is full; writing waits for room", path, full);
    }
    waiting.incrementAndGet();
    try {
      while (true) {
        LockSupport.parkNanos(this, PAUSE.toNanos());
        try {
          int written = write.run();
          log.info("the disk of {} has room again", path);
          return written;
        } catch (IOException still) {
          if (!waitsAfter(still)) {
            throw still;
          }
        }
      }
    } finally {
      waiting.decrementAndGet();
    }
  }

  private boolean waitsAfter(IOException failure) {
    return patient && Failures.isDiskFull(failure) && !Thread.currentThread().isInterrupted();
  }
}
