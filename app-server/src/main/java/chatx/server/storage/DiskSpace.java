package chatx.server.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Stops writing before the embedded database and its journal run out of room, so that whoever asked
 * for it is told at once. Any thread; cheap enough to be asked for every transaction.
 */
final class DiskSpace {
  /** Bytes that have to be left: more than H2 and the journal write between two looks. */
  static final long LEAST = 2L << 20;

  private static final long BETWEEN_LOOKS = Duration.ofMillis(50).toNanos();

  private final LongSupplier usable;
  private final LongSupplier nanoTime;
  private volatile long lookedAt;
  private volatile boolean enough = true;

  /**
   * @param usable bytes that are left
   */
  DiskSpace(LongSupplier usable, LongSupplier nanoTime) {
    this.usable = usable;
    this.nanoTime = nanoTime;
    this.lookedAt = nanoTime.getAsLong() - BETWEEN_LOOKS;
  }

  /** For databases that look after themselves. */
  static DiskSpace unbounded() {
    return new DiskSpace(() -> Long.MAX_VALUE, System::nanoTime);
  }

  /** Of the disk on which the folder is. */
  static DiskSpace around(Path folder) {
    return new DiskSpace(
        () -> {
          try {
            return Files.getFileStore(folder).getUsableSpace();
          } catch (IOException unknown) {
            // The write itself will tell.
            return Long.MAX_VALUE;
          }
        },
        System::nanoTime);
  }

  /**
   * To be asked before something is written.
   *
   * @throws StorageException when there is too little
   */
  void require() {
    long now = nanoTime.getAsLong();
    if (now - lookedAt >= BETWEEN_LOOKS) {
      enough = usable.getAsLong() >= LEAST;
      lookedAt = now;
    }
    if (!enough) {
      throw full("less than " + LEAST + " bytes are left");
    }
  }

  static StorageException full(String how) {
    return new StorageException(
        StorageException.Kind.FULL, "the disk is full", new IOException(how));
  }
}
