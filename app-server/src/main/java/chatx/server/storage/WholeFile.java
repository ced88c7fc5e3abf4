package chatx.server.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The embedded database's file, written only while no transaction writes, so that it holds all of a
 * transaction or nothing of it whenever the process dies. H2 by itself collects its trees one after
 * the other while transactions go on: a file of such a moment has rows without their index entries
 * and rows of transactions that were rolled back (docs/decisions/0009). Any thread.
 */
final class WholeFile implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(WholeFile.class);

  /** How long what was committed waits for the file at most. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** Between two looks for space that a rewrite of old chunks would give back. */
  private static final Duration TIDYING = Duration.ofSeconds(10);

  /** Of the file's chunks; below it old ones are rewritten, so many bytes at a time. */
  private static final int LEAST_FILL_PERCENT = 50;

  private static final int TIDIED_BYTES = 1 << 20;
  private static final long TIDYING_PATIENCE_MS = 100;

  private final MVStore store;
  private final HeldFile file;
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private final int mostUnsaved;
  private final Thread writer;
  private volatile boolean closed;

  private WholeFile(MVStore store, HeldFile file) {
    this.store = store;
    this.file = file;
    // H2 writes by itself at three quarters of what it may gather.
    this.mostUnsaved = store.getAutoCommitMemory() / 3 * 2;
    this.writer = Thread.ofPlatform().daemon().name("h2-file").unstarted(this::writeBehind);
  }

  /**
   * Of the database that this is a connection to. It must not write by itself (see {@link
   * StorageSettings}).
   */
  static WholeFile of(Connection connection, HeldFile held) throws SQLException {
    SessionLocal session = (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
    WholeFile file = new WholeFile(session.getDatabase().getStore().getMvStore(), held);
    file.writer.start();
    return file;
  }

  /** A transaction that may write begins: the file waits for its end. */
  void enter() {
    lock.readLock().lock();
  }

  /** It is over, committed or rolled back. On the thread that entered. */
  void leave() {
    lock.readLock().unlock();
    if (store.getUnsavedMemory() > mostUnsaved) {
      write();
    }
  }

  /**
   * Returns when everything committed before this call survives a power cut. Not inside a
   * transaction.
   */
  void makeDurable() {
    try {
      lock.writeLock().lock();
      try {
        while (store.tryCommit() < 0 && store.hasUnsavedChanges()) {
          // H2 itself is busy with its file, for a moment or until the disk has room.
          if (file.isStuck()) {
            throw DiskSpace.full("the database waits for room");
          }
          LockSupport.parkNanos(this, 100_000);
        }
      } finally {
        lock.writeLock().unlock();
      }
      // What was taken down before may still be on its way to the file.
      store.executeFilestoreOperation(() -> {});
      store.sync();
    } catch (MVStoreException e) {
      throw Failures.of(e);
    }
  }

  /** Leaves what was not made durable to whoever closes the database. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(writer);
    try {
      writer.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void writeBehind() {
    long tidied = System.nanoTime();
    while (!closed && !store.isClosed()) {
      LockSupport.parkNanos(this, PAUSE.toNanos());
      try {
        if (!closed && store.hasUnsavedChanges()) {
          write();
        }
        if (!closed && !file.isStuck() && System.nanoTime() - tidied > TIDYING.toNanos()) {
          tidied = System.nanoTime();
          tidy();
        }
      } catch (MVStoreException e) {
        // The next statement says so to somebody who can act on it.
        log.warn("the database's file could not be written: {}", e.getMessage());
      }
    }
  }

  /** Takes down what the file shall hold; the bytes are written by H2's own threads. */
  private void write() {
    if (file.isStuck()) {
      // H2's threads wait for room on the disk, and so would we, with everybody behind us.
      return;
    }
    lock.writeLock().lock();
    try {
      var _ = store.tryCommit();
    } finally {
      lock.writeLock().unlock();
    }
  }

  private void tidy() {
    boolean entered;
    try {
      entered = lock.writeLock().tryLock(TIDYING_PATIENCE_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      return;
    }
    if (entered) {
      try {
        if (store.compact(LEAST_FILL_PERCENT, TIDIED_BYTES)) {
          var _ = store.tryCommit();
        }
      } finally {
        lock.writeLock().unlock();
      }
    }
  }
}
