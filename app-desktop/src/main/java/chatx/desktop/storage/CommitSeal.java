package chatx.desktop.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The number of a store file's last commit, in a file beside it. MVStore goes back to an older
 * state, without a word, when its newest is damaged; the seal tells.
 */
final class CommitSeal implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(CommitSeal.class);

  /** Told from a torn write by its complement. */
  private static final int LENGTH = 16;

  private final FileChannel channel;

  private CommitSeal(FileChannel channel) {
    this.channel = channel;
  }

  static CommitSeal open(Path file) throws IOException {
    PrivateFiles.makeFile(file);
    return new CommitSeal(
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE));
  }

  /** The last number that was set; 0 when there is none that can be read. */
  static long read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return 0;
    }
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    if (bytes.remaining() != LENGTH) {
      return 0;
    }
    long version = bytes.getLong();
    return version == ~bytes.getLong() ? version : 0;
  }

  /** Forced to the disk. A failure only means that a later loss may go unnoticed. */
  void set(long version) {
    ByteBuffer bytes = ByteBuffer.allocate(LENGTH).putLong(version).putLong(~version).flip();
    try {
      var _ = channel.write(bytes, 0);
      channel.force(false);
    } catch (IOException failed) {
      log.warn("the seal of the outbox cannot be written: {}", failed.toString());
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException failed) {
      log.warn("the seal of the outbox cannot be closed: {}", failed.toString());
    }
  }
}
