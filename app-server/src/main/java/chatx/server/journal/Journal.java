package chatx.server.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * An append-only journal of opaque records in a directory of its own, beside a database that may
 * forget its last commits. A record counts as kept once {@link #append} has returned: until it has
 * been trimmed, the next {@link #open} replays it, in order and once, whatever happened to the
 * process or the power.
 *
 * <p>Safe for use by many threads, virtual ones included. All files are written by one thread of
 * the journal's own: what callers hand in while it writes is taken together, in one write and one
 * force, and an interrupt of a caller cannot close a file under everyone (as it would if callers
 * used the {@link java.nio.channels.FileChannel} themselves).
 *
 * <p>Why not another way: docs/decisions/0003-journal-beside-h2.md.
 */
public final class Journal implements AutoCloseable {
  private final Disk disk;
  private final Recovery recovery;
  private final SegmentWriter writer;
  private final ConcurrentSkipListMap<Long, Long> sizes;
  private final Thread thread;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition handedIn = lock.newCondition();
  // Guarded by lock.
  private List<Request> waiting = new ArrayList<>();
  private boolean closed;

  private final ReentrantLock trimming = new ReentrantLock();
  private volatile boolean owing;

  /** What the journal's thread is asked for. */
  private sealed interface Request {
    /** To write these and all that is owed; completed with what went wrong, if anything did. */
    record Write(List<byte[]> records, CompletableFuture<Optional<Throwable>> outcome)
        implements Request {}

    /** To write to a new file from now on; completed with the highest number of the older ones. */
    record Seal(CompletableFuture<Long> outcome) implements Request {}
  }

  private Journal(
      Disk disk, Recovery recovery, SegmentWriter writer, ConcurrentSkipListMap<Long, Long> sizes) {
    this.disk = disk;
    this.recovery = recovery;
    this.writer = writer;
    this.sizes = sizes;
    this.thread = Thread.ofPlatform().name("journal").daemon().unstarted(this::run);
  }

  /**
   * Opens the journal in this directory, which is created where it is missing, and holds it alone
   * until {@link #close}. First all of it is checked. Then, on this thread, every record is
   * replayed in order, the database checkpointed, and only then are the old files deleted: an open
   * that fails at any point can be repeated, and an opened journal is empty.
   *
   * <p>The checkpoint runs even when there is nothing to replay. What was owed when a process was
   * killed is in its database only, where a repeated request may find it and be answered.
   *
   * @param replay brings a record back into the database. It may have been acknowledged or not, and
   *     the database may have it already: the replay must be idempotent. What it throws is passed
   *     on, and nothing is deleted.
   * @param checkpoint see {@link #trim}
   * @throws JournalRefused the journal is damaged, in use, or newer; nothing was replayed
   * @throws IOException the directory cannot be read, or an old file not be deleted
   */
  public static Journal open(
      Path directory, JournalSettings settings, Consumer<byte[]> replay, Runnable checkpoint)
      throws IOException {
    return open(DirectoryDisk.open(directory), settings, replay, checkpoint);
  }

  static Journal open(
      Disk disk, JournalSettings settings, Consumer<byte[]> replay, Runnable checkpoint)
      throws IOException {
    try {
      SegmentScan scan = SegmentScan.of(disk);
      Recovery recovery = new Recovery(scan.replay(replay), scan.tornTail());
      checkpoint.run();
      ConcurrentSkipListMap<Long, Long> sizes = new ConcurrentSkipListMap<>(scan.sizes());
      long highest = sizes.isEmpty() ? 0 : sizes.lastKey();
      delete(disk, sizes, highest);
      SegmentWriter writer = new SegmentWriter(disk, settings, sizes, highest);
      Journal journal = new Journal(disk, recovery, writer, sizes);
      journal.thread.start();
      return journal;
    } catch (Throwable failure) {
      try {
        disk.close();
      } catch (IOException second) {
        failure.addSuppressed(second);
      }
      throw failure;
    }
  }

  /** What {@link #open} found. */
  public Recovery recovery() {
    return recovery;
  }

  /**
   * Keeps these records, in this order and next to each other; returns once they are forced to
   * disk. Must not be changed by the caller any more. Waits without regard to interrupts.
   *
   * <p>When it throws, the records are <em>owed</em>: their owner has committed them to the
   * database already, so they stay in memory and are written ahead of whatever is appended next. A
   * later acknowledgement therefore never overtakes an earlier record. The owner must not append
   * them again, and should {@link #settle} before it commits more, so that no more than what was
   * under way is ever owed.
   *
   * @throws JournalUnavailable the disk did not take them
   * @throws IllegalStateException after {@link #close}
   */
  public void append(List<byte[]> records) throws JournalUnavailable {
    if (!records.isEmpty()) {
      write(List.copyOf(records));
    }
  }

  /**
   * Tries again to write what a failed {@link #append} left owed; returns at once when nothing is.
   *
   * @throws JournalUnavailable the disk still does not take it
   * @throws IllegalStateException after {@link #close}
   */
  public void settle() throws JournalUnavailable {
    if (owing) {
      write(List.of());
    }
  }

  /** Size on disk. What {@link #trim} would give back, but for what is appended meanwhile. */
  public long bytes() {
    return sizes.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * Deletes all records appended so far, once the database holds them for good. Appends go on
   * meanwhile, to a new file that stays. Returns at once when another thread is trimming.
   *
   * @param checkpoint makes everything that is committed in the database outlive a power cut; run
   *     on this thread. If it throws, nothing is deleted and the exception is passed on.
   * @throws JournalUnavailable a file could not be deleted; a later trim tries again
   * @throws IllegalStateException after {@link #close}
   */
  public void trim(Runnable checkpoint) throws JournalUnavailable {
    if (!trimming.tryLock()) {
      return;
    }
    try {
      CompletableFuture<Long> sealed = new CompletableFuture<>();
      handIn(new Request.Seal(sealed));
      long last = sealed.join();
      checkpoint.run();
      delete(disk, sizes, last);
    } catch (IOException stuck) {
      throw new JournalUnavailable("The journal's old files cannot be deleted now", stuck);
    } finally {
      trimming.unlock();
    }
  }

  /** Writes what still waits or is owed, as far as the disk takes it, and frees the directory. */
  @Override
  public void close() throws IOException {
    lock.lock();
    try {
      closed = true;
      handedIn.signal();
    } finally {
      lock.unlock();
    }
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException askedToHurry) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    disk.close();
  }

  /** Oldest first and each made sure of: after a power cut no gap may show between files. */
  private static void delete(Disk disk, ConcurrentSkipListMap<Long, Long> sizes, long last)
      throws IOException {
    for (long number : sizes.headMap(last, true).keySet()) {
      disk.delete(SegmentName.of(number));
      disk.forceDirectory();
      sizes.remove(number);
    }
  }

  private void write(List<byte[]> records) throws JournalUnavailable {
    CompletableFuture<Optional<Throwable>> outcome = new CompletableFuture<>();
    handIn(new Request.Write(records, outcome));
    Optional<Throwable> failure = outcome.join();
    if (failure.isPresent()) {
      throw new JournalUnavailable("The journal cannot be written now", failure.get());
    }
  }

  private void handIn(Request request) {
    lock.lock();
    try {
      if (closed) {
        throw new IllegalStateException("the journal is closed");
      }
      waiting.add(request);
      handedIn.signal();
    } finally {
      lock.unlock();
    }
  }

  /** All that waits; empty once the journal is closed and nothing waits any more. */
  private List<Request> takeAll() {
    lock.lock();
    try {
      while (waiting.isEmpty() && !closed) {
        handedIn.awaitUninterruptibly();
      }
      List<Request> taken = waiting;
      waiting = new ArrayList<>();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    for (List<Request> taken = takeAll(); !taken.isEmpty(); taken = takeAll()) {
      Optional<Throwable> failure = commit(taken);
      for (Request request : taken) {
        switch (request) {
          case Request.Write write -> write.outcome().complete(failure);
          case Request.Seal seal -> seal.outcome().complete(writer.seal());
        }
      }
    }
    if (owing) {
      settleOwed();
    }
    writer.seal();
  }

  private Optional<Throwable> commit(List<Request> taken) {
    boolean asked = false;
    for (Request request : taken) {
      if (request instanceof Request.Write write) {
        writer.owe(write.records());
        asked = true;
      }
    }
    return asked ? settleOwed() : Optional.empty();
  }

  private Optional<Throwable> settleOwed() {
    try {
      writer.settle();
      owing = false;
      return Optional.empty();
    } catch (Throwable failure) {
      // Whatever it was, those who wait must hear of it, and the thread must live on.
      owing = true;
      return Optional.of(failure);
    }
  }
}
