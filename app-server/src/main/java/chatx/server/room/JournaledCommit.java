package chatx.server.room;

import chatx.protocol.DurableEvent;
import chatx.protocol.EventFrame;
import chatx.protocol.LoggedEvent;
import chatx.protocol.UnknownEvent;
import chatx.protocol.codec.FrameCodec;
import chatx.server.journal.Journal;
import chatx.server.journal.JournalSettings;
import chatx.server.journal.JournalUnavailable;
import chatx.server.storage.StorageException;
import chatx.server.storage.Transactions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * For the embedded database, whose commits do not survive a power cut: messages are kept in a
 * journal beside it as well, the rest waits for a synced checkpoint (docs/decisions/0003). Any
 * thread.
 */
public final class JournaledCommit implements Durability, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(JournaledCommit.class);

  private final Transactions transactions;
  private final Journal journal;
  private final long trimAbove;
  private final AtomicBoolean trimming = new AtomicBoolean();

  /** How many checkpoints failed, and up to which of them a later one made up for it. */
  private final AtomicLong failedCheckpoints = new AtomicLong();

  private final AtomicLong madeUpFor = new AtomicLong();

  private JournaledCommit(Transactions transactions, Journal journal, long trimAbove) {
    this.transactions = transactions;
    this.journal = journal;
    this.trimAbove = trimAbove;
  }

  /**
   * Opens the journal and first puts back what the database lost.
   *
   * @param trimAbove the journal's size, in bytes, at which what the database has for good is
   *     deleted from it
   * @throws IOException when the journal cannot be used; its message says what to do
   */
  public static JournaledCommit open(
      Path folder, long trimAbove, Transactions transactions, RoomLog log, FrameCodec codec)
      throws IOException {
    return new JournaledCommit(
        transactions,
        Journal.open(
            folder,
            JournalSettings.defaults(),
            bytes -> replay(bytes, transactions, log, codec),
            transactions::makeDurable),
        trimAbove);
  }

  @Override
  public void settleMessages(List<byte[]> frames) {
    try {
      journal.append(frames);
    } catch (JournalUnavailable e) {
      throw unavailable(e);
    }
    if (journal.bytes() > trimAbove && trimming.compareAndSet(false, true)) {
      Thread.ofVirtual().name("journal-trim").start(this::trim);
    }
  }

  @Override
  public void settleEverything() {
    try {
      transactions.makeDurable();
    } catch (RuntimeException e) {
      failedCheckpoints.incrementAndGet();
      throw e;
    }
    settleOwed();
  }

  @Override
  public void settleOwed() {
    // A failure is counted after its commit, so a checkpoint that begins now covers all counted.
    long failed = failedCheckpoints.get();
    if (madeUpFor.get() < failed) {
      transactions.makeDurable();
      madeUpFor.accumulateAndGet(failed, Math::max);
    }
    try {
      journal.settle();
    } catch (JournalUnavailable e) {
      throw unavailable(e);
    }
  }

  @Override
  public void close() throws IOException {
    journal.close();
  }

  private void trim() {
    try {
      journal.trim(transactions::makeDurable);
    } catch (IOException | RuntimeException e) {
      log.warn("the journal could not be shortened; it is tried again later", e);
    } finally {
      trimming.set(false);
    }
  }

  private static void replay(
      byte[] bytes, Transactions transactions, RoomLog log, FrameCodec codec) {
    if (codec.decodeServer(new String(bytes, StandardCharsets.UTF_8)) instanceof EventFrame frame
        && frame.event() instanceof DurableEvent event
        && !(event instanceof UnknownEvent)) {
      LoggedEvent entry =
          new LoggedEvent(
              Objects.requireNonNull(frame.seq()), Objects.requireNonNull(frame.at()), event);
      transactions.commit(tx -> log.restore(tx, Objects.requireNonNull(frame.room()), entry));
    } else {
      throw new IllegalStateException("the journal holds something that is no event of a room");
    }
  }

  private static StorageException unavailable(JournalUnavailable e) {
    return new StorageException(
        StorageException.Kind.FULL, "the journal cannot be written: " + e.getMessage(), e);
  }
}
