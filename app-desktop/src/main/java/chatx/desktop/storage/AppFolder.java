package chatx.desktop.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import net.harawata.appdirs.AppDirsFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder with everything the app keeps, held by one process at a time, closed to other users.
 *
 * <p>A file lock decides who holds it, because the system takes it from a process that dies; a
 * Unix-domain socket in it is how a second start wakes the first. Any thread.
 */
public final class AppFolder implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AppFolder.class);

  private final Path path;
  private final FileChannel lock;
  private final @Nullable SecondStarts secondStarts;

  /** What opening gives. */
  public sealed interface Opening {}

  /** The folder is ours until it is closed. */
  public record Opened(AppFolder folder) implements Opening {}

  /**
   * ChatX is already open on this folder.
   *
   * @param shown whether it answered that it shows itself now
   */
  public record AlreadyOpen(boolean shown) implements Opening {}

  /** Nothing can be kept there. */
  public record Unusable(StorageRefusal why) implements Opening {}

  private AppFolder(Path path, FileChannel lock, @Nullable SecondStarts secondStarts) {
    this.path = path;
    this.lock = lock;
    this.secondStarts = secondStarts;
  }

  /** Where a user's data belongs on this system. */
  public static Path defaultPath() {
    return Path.of(AppDirsFactory.getInstance().getUserDataDir("ChatX", null, null));
  }

  /**
   * Takes the folder for this process; makes it when it is missing. When another process has it,
   * that one is told to show itself and is handed the arguments. Waits up to a few seconds for it.
   */
  public static Opening open(Path dir, List<String> arguments) {
    Path path = dir.toAbsolutePath();
    try {
      PrivateFiles.makeFolder(path);
      path = path.toRealPath();
      Optional<Path> socket = SecondStarts.socketOf(path);
      // Asked before the lock file is touched: closing any channel on it gives the lock away when
      // it is this very process that holds it.
      if (SecondStarts.wake(socket, arguments)) {
        return new AlreadyOpen(true);
      }
      Path lockFile = path.resolve("chatx.lock");
      PrivateFiles.makeFile(lockFile);
      FileChannel lock = FileChannel.open(lockFile, StandardOpenOption.WRITE);
      if (!taken(lock)) {
        return new AlreadyOpen(SecondStarts.wakeSoon(socket, arguments));
      }
      return new Opened(new AppFolder(path, lock, SecondStarts.listen(socket).orElse(null)));
    } catch (IOException | UnsupportedOperationException failed) {
      return new Unusable(
          new StorageRefusal(StorageRefusal.Reason.NOT_WRITABLE, path, failed.toString()));
    }
  }

  public Path path() {
    return path;
  }

  /** The folder of one account, made when it is missing. */
  public Path account(AccountId account) throws IOException {
    Path accounts = path.resolve("accounts");
    PrivateFiles.makeFolder(accounts);
    Path folder = accounts.resolve(account.toString());
    PrivateFiles.makeFolder(folder);
    return folder;
  }

  /** Removes the folder of one account with all that is in it. */
  public void forget(AccountId account) throws IOException {
    Path folder = path.resolve("accounts").resolve(account.toString());
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> found = Files.walk(folder)) {
      all = found.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : all) {
      Files.delete(each);
    }
  }

  /** The data folder of the server inside this app; that server makes it. */
  public Path host() {
    return path.resolve("host");
  }

  /**
   * Tells what later starts were called with, those since opening too, on a thread of ours. One
   * listener; the last one counts.
   */
  public void onSecondStart(Consumer<List<String>> listener) {
    if (secondStarts != null) {
      secondStarts.tell(listener);
    }
  }

  @Override
  public void close() {
    if (secondStarts != null) {
      secondStarts.close();
    }
    try {
      lock.close();
    } catch (IOException failed) {
      log.warn("the folder's lock could not be closed: {}", failed.toString());
    }
  }

  private static boolean taken(FileChannel channel) throws IOException {
    try {
      @Nullable FileLock lock = channel.tryLock();
      if (lock == null) {
        channel.close();
      }
      return lock != null;
    } catch (OverlappingFileLockException _) {
      return false;
    }
  }
}
