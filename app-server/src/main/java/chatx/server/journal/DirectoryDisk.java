package chatx.server.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A directory of a real file system. */
final class DirectoryDisk implements Disk {
  private final Path directory;
  private final DirectoryLock lock;

  private DirectoryDisk(Path directory, DirectoryLock lock) {
    this.directory = directory;
    this.lock = lock;
  }

  /** Creates the directory where it is missing, for its owner only. */
  static DirectoryDisk open(Path given) throws IOException {
    Path directory = given.toAbsolutePath().normalize();
    if (!Files.isDirectory(directory)) {
      Path parent = directory.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.createDirectory(directory, ownerOnly(directory, "rwx------"));
      // Without this a power cut may take the new directory with all that was forced inside it.
      if (parent != null) {
        force(parent);
      }
    }
    return new DirectoryDisk(directory, DirectoryLock.take(directory));
  }

  @Override
  public List<String> list() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Override
  public byte[] read(String name) throws IOException {
    return Files.readAllBytes(path(name));
  }

  @Override
  public SegmentFile create(String name) throws IOException {
    Path file = path(name);
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            ownerOnly(file, "rw-------"));
    return new ChannelFile(channel);
  }

  @Override
  public void delete(String name) throws IOException {
    Files.deleteIfExists(path(name));
  }

  @Override
  public void forceDirectory() throws IOException {
    force(directory);
  }

  @Override
  public Path path(String name) {
    return directory.resolve(name);
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }

  /** No attributes where there are no POSIX permissions: there the folder's own rules hold. */
  static FileAttribute<?>[] ownerOnly(Path path, String permissions) {
    return posix(path)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  /** Windows has no call for it and keeps its directory entries in a log of its own. */
  private static void force(Path directory) throws IOException {
    if (posix(directory)) {
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static boolean posix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private record ChannelFile(FileChannel channel) implements SegmentFile {
    @Override
    public void write(ByteBuffer bytes) throws IOException {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }

    @Override
    public void truncate(long size) throws IOException {
      channel.truncate(size);
      channel.position(size);
    }

    @Override
    public void force() throws IOException {
      channel.force(false);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
