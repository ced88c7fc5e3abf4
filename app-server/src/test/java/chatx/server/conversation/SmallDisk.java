package chatx.server.conversation;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A real disk of a few megabytes, in memory, that somebody else fills. To mount one needs root. */
final class SmallDisk implements AutoCloseable {
  private static final int PIECE = 4096;

  private final Path folder;
  private final Path filler;

  private SmallDisk(Path folder) {
    this.folder = folder;
    this.filler = folder.resolve("somebody-elses");
  }

  static SmallDisk mount(Path folder, int megabytes) {
    run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", folder.toString());
    return new SmallDisk(folder);
  }

  Path folder() {
    return folder;
  }

  /** Leaves about so many bytes; 0 leaves none at all. */
  void fillUpTo(long left) {
    byte[] piece = new byte[PIECE];
    try (OutputStream out = Files.newOutputStream(filler)) {
      while (left == 0 || usable() > left) {
        out.write(piece);
      }
    } catch (IOException full) {
      if (left != 0) {
        throw new UncheckedIOException(full);
      }
    }
  }

  void free() {
    try {
      Files.deleteIfExists(filler);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long usable() {
    try {
      return Files.getFileStore(folder).getUsableSpace();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void run(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new AssertionError(
            "this test needs a small disk, which only root may mount: "
                + List.of(command)
                + " said "
                + words);
      }
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    run("umount", "--lazy", folder.toString());
  }
}
