package chatx.server.bench.torture;

import chatx.server.Setting;
import chatx.server.bench.BenchFailedException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The embedded database in the data folder, on a small disk of its own where that is wanted. */
final class FolderStore implements Store {
  private final Path folder;
  private final boolean small;

  private FolderStore(Path folder, boolean small) {
    this.folder = folder;
    this.small = small;
  }

  /** On the disk that the folder is on, which cannot be filled. */
  static FolderStore on(Path folder) {
    return new FolderStore(folder, false);
  }

  /**
   * On a disk of that size in memory.
   *
   * @throws BenchFailedException when this user may not mount one
   */
  static FolderStore onSmallDisk(Path folder, int megabytes) {
    Shell.run(
        List.of(
            "mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", folder.toString()));
    return new FolderStore(folder, true);
  }

  @Override
  public String name() {
    return "h2";
  }

  @Override
  public Map<Setting, String> settings() {
    return Map.of();
  }

  @Override
  public boolean can(Fault fault) {
    return !fault.isOfDatabase() && (small || fault != Fault.DISK_FULL);
  }

  @Override
  public int cut() {
    throw new UnsupportedOperationException("it is in the server's process");
  }

  @Override
  public void stop() {
    throw new UnsupportedOperationException("it is in the server's process");
  }

  @Override
  public void start() {
    throw new UnsupportedOperationException("it is in the server's process");
  }

  @Override
  public void fill() {
    byte[] piece = new byte[4096];
    try (OutputStream out = Files.newOutputStream(ballast())) {
      while (true) {
        out.write(piece);
      }
    } catch (IOException full) {
      // Which was the purpose.
    }
  }

  @Override
  public void free() {
    try {
      Files.deleteIfExists(ballast());
    } catch (IOException e) {
      throw new BenchFailedException("the disk cannot be freed", e);
    }
  }

  private Path ballast() {
    return folder.resolve("ballast");
  }

  @Override
  public void close() {
    if (small) {
      Shell.run(List.of("umount", "--lazy", folder.toString()));
    }
  }
}
