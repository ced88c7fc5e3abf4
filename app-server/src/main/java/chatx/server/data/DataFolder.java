package chatx.server.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of one server, held by one process at a time. Opening it makes it when it is missing,
 * with rights for its owner alone, and changes nothing in it when it is refused.
 *
 * <p>Files: {@code chatx.lock} and {@code chatx.pid} (who holds it), {@code version} (which schema
 * the embedded database has), {@code chatx.mv.db} (that database), {@code journal/}, {@code keys/}.
 */
public final class DataFolder implements AutoCloseable {
  /** The newest migration in this version; a test holds it against the scripts. */
  static final int SCHEMA = 4;

  private static final Logger log = LoggerFactory.getLogger(DataFolder.class);

  /**
   * The folders this process holds. A file lock belongs to the whole process and is lost as soon as
   * the process closes any other channel on the file, so a second opening must not get that far.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private static final String LOCK = "chatx.lock";
  private static final String PID = "chatx.pid";
  private static final String VERSION = "version";

  private final Path path;
  private final FileChannel lockFile;

  /** What opening gives. */
  public sealed interface Opening {}

  /** The folder is ours until it is closed. */
  public record Opened(DataFolder folder) implements Opening {}

  /**
   * The folder cannot be used.
   *
   * @param reason a sentence for the operator with what to do
   */
  public record Refused(Why why, String reason) implements Opening {
    /** Whether the reason is another running server. */
    public boolean inUse() {
      return why == Why.IN_USE;
    }
  }

  /** What is in the way. */
  public enum Why {
    /** Another running server. */
    IN_USE,
    /** The data of a newer version. */
    NEWER,
    /** It cannot be made, read or written. */
    UNUSABLE
  }

  private DataFolder(Path path, FileChannel lockFile) {
    this.path = path;
    this.lockFile = lockFile;
  }

  /** Takes the folder for this process, or says why it cannot. */
  public static Opening open(Path folder) {
    Path path;
    try {
      path = create(folder);
    } catch (IOException | ReadOnlyFileSystemException failed) {
      return new Refused(
          Why.UNUSABLE, "the data folder " + folder + " cannot be made: " + why(failed));
    }
    if (!HELD.add(path)) {
      return new Refused(Why.IN_USE, inUse(path, ProcessHandle.current().pid()));
    }
    boolean held = false;
    try {
      Opening opening = lock(path);
      held = opening instanceof Opened;
      return opening;
    } finally {
      if (!held) {
        HELD.remove(path);
      }
    }
  }

  private static Opening lock(Path path) {
    @Nullable FileChannel channel = null;
    boolean kept = false;
    try {
      channel =
          FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      @Nullable FileLock lock = channel.tryLock();
      if (lock == null) {
        return new Refused(Why.IN_USE, inUse(path, holder(path).orElse(0L)));
      }
      OptionalInt schema = readVersion(path);
      if (schema.orElse(0) > SCHEMA) {
        return new Refused(
            Why.NEWER,
            "the data in %s was written by a newer version of ChatX (schema %d, this version knows"
                    .formatted(path, schema.getAsInt())
                + " %d). Start that version, or use another folder with --data; nothing was changed"
                    .formatted(SCHEMA));
      }
      warnIfOpenToOthers(path);
      writeWhole(path.resolve(PID), Long.toString(ProcessHandle.current().pid()));
      kept = true;
      return new Opened(new DataFolder(path, channel));
    } catch (OverlappingFileLockException heldByThisProcess) {
      return new Refused(Why.IN_USE, inUse(path, ProcessHandle.current().pid()));
    } catch (IOException | UnsupportedOperationException unwritable) {
      return new Refused(
          Why.UNUSABLE,
          "the data folder %s cannot be used: %s. Give this user the right to write there, or use"
                  .formatted(path, why(unwritable))
              + " another folder with --data");
    } finally {
      if (!kept && channel != null) {
        close(channel);
      }
    }
  }

  /** The process that holds the folder now, or 0 when it is not known; empty when nobody does. */
  public static Optional<Long> runningOn(Path folder) {
    Path lock = folder.resolve(LOCK);
    if (!Files.exists(lock)) {
      return Optional.empty();
    }
    try {
      if (HELD.contains(folder.toRealPath())) {
        return Optional.of(ProcessHandle.current().pid());
      }
      try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
          FileLock taken = channel.tryLock()) {
        return taken == null ? Optional.of(holder(folder).orElse(0L)) : Optional.empty();
      }
    } catch (IOException | OverlappingFileLockException unreadable) {
      return Optional.empty();
    }
  }

  /** The schema the folder was last used with, if it ever was. */
  public static OptionalInt schemaOf(Path folder) throws IOException {
    return readVersion(folder);
  }

  /** The folder itself, absolute and without links. */
  public Path path() {
    return path;
  }

  /** Where the embedded database is, without H2's own ending. */
  public Path database() {
    return path.resolve("chatx");
  }

  /** The folder for the journal of what rooms record. */
  public Path journal() {
    return path.resolve("journal");
  }

  /** The folder for the keys. */
  public Path keys() {
    return path.resolve("keys");
  }

  /** Where a running server takes commands from its own machine, see the command line. */
  public Path controlSocket() {
    return controlSocket(path);
  }

  /** The same for a folder that somebody else holds. */
  public static Path controlSocket(Path folder) {
    return folder.resolve("run").resolve("control.sock");
  }

  /** Whether the recorded schema is the one of this version. */
  boolean isCurrent() throws IOException {
    return readVersion(path).orElse(0) == SCHEMA;
  }

  /** Records that the database has this version's schema. */
  void markCurrent() throws IOException {
    writeWhole(path.resolve(VERSION), "schema=" + SCHEMA);
    forceFolder(path);
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(path.resolve(PID));
    } catch (IOException e) {
      log.warn("{} could not be removed: {}", path.resolve(PID), e.toString());
    }
    close(lockFile);
    HELD.remove(path);
  }

  private static Path create(Path folder) throws IOException {
    Path absolute = folder.toAbsolutePath();
    if (!Files.isDirectory(absolute)) {
      if (Files.exists(absolute)) {
        throw new FileAlreadyExistsException(absolute.toString());
      }
      Path parent = absolute.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      if (absolute.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.createDirectory(
            absolute,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      } else {
        Files.createDirectory(absolute);
      }
    }
    return absolute.toRealPath();
  }

  /** The folder's rights are what keeps the database from other users of the machine. */
  private static void warnIfOpenToOthers(Path path) throws IOException {
    if (path.getFileSystem().supportedFileAttributeViews().contains("posix")
        && Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_EXECUTE)) {
      log.warn("every user of this machine can look into {}; make it private: chmod 700", path);
    }
  }

  private static OptionalInt readVersion(Path path) throws IOException {
    Path file = path.resolve(VERSION);
    if (!Files.exists(file)) {
      return OptionalInt.empty();
    }
    String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
    try {
      return OptionalInt.of(Integer.parseInt(text.replaceFirst("^schema=", "")));
    } catch (NumberFormatException damaged) {
      throw new IOException("the file " + file + " is damaged (it should say schema=NUMBER)");
    }
  }

  private static Optional<Long> holder(Path path) {
    try {
      return Optional.of(Long.valueOf(Files.readString(path.resolve(PID)).strip()));
    } catch (IOException | NumberFormatException unknown) {
      return Optional.empty();
    }
  }

  private static String inUse(Path path, long pid) {
    return "ChatX is already running on %s%s. Stop it first, or use another folder with --data"
        .formatted(path, pid == 0 ? "" : " (process " + pid + ")");
  }

  /** The file has its new content or its old one, whatever happens meanwhile. */
  private static void writeWhole(Path file, String text) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    try (FileChannel out =
        FileChannel.open(
            draft,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.US_ASCII));
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Makes new names in a folder durable, where the system lets a folder be opened. */
  static void forceFolder(Path folder) throws IOException {
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static void close(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      log.warn("the lock file could not be closed: {}", e.toString());
    }
  }

  private static String why(Exception failure) {
    return switch (failure) {
      case AccessDeniedException _ -> "this user may not write there";
      case ReadOnlyFileSystemException _ -> "it is on a read-only file system";
      case FileAlreadyExistsException _ -> "there is a file of that name";
      default -> String.valueOf(failure.getMessage());
    };
  }
}
