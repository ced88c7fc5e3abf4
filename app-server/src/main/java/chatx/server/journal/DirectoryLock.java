package chatx.server.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds a directory for one journal, against other processes and within this one.
 *
 * <p>The operating system's lock on {@code journal.lock} is what counts, and a killed process gives
 * it back. But POSIX drops a process's lock as soon as the process closes <em>any</em> descriptor
 * of that file, so a refused second attempt in one process would free the directory for a third.
 * {@code journal.owner} names the holding process and is looked at first, so that such an attempt
 * never opens the lock file.
 */
final class DirectoryLock implements Closeable {
  private final Path owner;
  private final FileChannel channel;

  private DirectoryLock(Path owner, FileChannel channel) {
    this.owner = owner;
    this.channel = channel;
  }

  static DirectoryLock take(Path directory) throws IOException {
    Path owner = directory.resolve("journal.owner");
    String holder = holder(owner);
    if (thisProcess().equals(holder)) {
      throw new JournalInUse(directory, "this process");
    }
    Path file = directory.resolve("journal.lock");
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            DirectoryDisk.ownerOnly(file, "rw-------"));
    try {
      if (channel.tryLock() == null) {
        throw new JournalInUse(
            directory, holder == null ? "another process" : "process " + holder.split(" ", 2)[0]);
      }
      claim(owner);
      return new DirectoryLock(owner, channel);
    } catch (OverlappingFileLockException heldHere) {
      channel.close();
      throw new JournalInUse(directory, "this process");
    } catch (IOException | RuntimeException failure) {
      channel.close();
      throw failure;
    }
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      Files.deleteIfExists(owner);
    }
  }

  private static @Nullable String holder(Path owner) throws IOException {
    return Files.exists(owner) ? Files.readString(owner) : null;
  }

  /** A full disk must not keep the server from starting: then only the lock itself protects. */
  private static void claim(Path owner) {
    try {
      Files.deleteIfExists(owner);
      Files.createFile(owner, DirectoryDisk.ownerOnly(owner, "rw-------"));
      Files.writeString(owner, thisProcess());
    } catch (IOException full) {
      return;
    }
  }

  /** The start time tells this process from an earlier one with the same number. */
  private static String thisProcess() {
    ProcessHandle self = ProcessHandle.current();
    return self.pid() + self.info().startInstant().map(start -> " " + start).orElse("");
  }
}
