package chatx.desktop.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.Set;

/**
 * Files and folders for their owner alone: 0600 and 0700. Where the file system knows no such
 * rights (Windows), the rights of the user's own folder hold.
 */
final class PrivateFiles {
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private PrivateFiles() {}

  /** Makes the folder when it is missing, and takes other users' rights away when it is not. */
  static void makeFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Path parent = folder.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      try {
        Files.createDirectory(folder, rights(folder, FOLDER));
      } catch (FileAlreadyExistsException taken) {
        // By another thread, just now; unless it is no folder.
        if (!Files.isDirectory(folder)) {
          throw taken;
        }
      }
    }
    restrict(folder, FOLDER);
  }

  /** Makes the file when it is missing, and takes other users' rights away when it is not. */
  static void makeFile(Path file) throws IOException {
    try {
      Files.createFile(file, rights(file, FILE));
    } catch (FileAlreadyExistsException _) {
      restrict(file, FILE);
    }
  }

  /**
   * Replaces the file as a whole: whoever reads it, after a crash too, sees the old or the new
   * content. When this throws, the old one is untouched.
   */
  static void replace(Path file, byte[] content) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(draft);
    makeFile(draft);
    try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        var _ = channel.write(rest);
      }
      channel.force(true);
    }
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    forceFolder(Objects.requireNonNull(file.toAbsolutePath().getParent()));
  }

  /**
   * Renames a damaged file to {@code name.damaged-TIME}, with a number where that name is taken.
   */
  static Path setAside(Path file, Clock clock) throws IOException {
    String name = file.getFileName() + ".damaged-" + STAMP.format(clock.instant());
    Path aside = file.resolveSibling(name);
    for (int i = 2; Files.exists(aside, LinkOption.NOFOLLOW_LINKS); i++) {
      aside = file.resolveSibling(name + "-" + i);
    }
    return Files.move(file, aside);
  }

  /** A rename survives a power cut only when its folder was forced, too; Windows cannot. */
  static void forceFolder(Path folder) throws IOException {
    if (isPosix(folder)) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static void restrict(Path path, Set<PosixFilePermission> rights) throws IOException {
    if (isPosix(path) && !Files.getPosixFilePermissions(path).equals(rights)) {
      Files.setPosixFilePermissions(path, rights);
    }
  }

  private static FileAttribute<?>[] rights(Path path, Set<PosixFilePermission> rights) {
    return isPosix(path)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(rights)}
        : new FileAttribute<?>[0];
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
