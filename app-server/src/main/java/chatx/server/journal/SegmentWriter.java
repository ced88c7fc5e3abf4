package chatx.server.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentNavigableMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes what is owed. Used by one thread.
 *
 * <p>After a failure nothing of the failed batch counts, and the next attempt writes it again:
 *
 * <ul>
 *   <li>a failed write is cut off, which also gives its space back to a full disk; where even that
 *       fails, the file is given up;
 *   <li>after a failed force the file is given up at once. The system may have marked the lost
 *       pages as written, so that a second force of the same file succeeds and means nothing
 *       ("fsyncgate").
 * </ul>
 *
 * The batch is then written to a new file, whose header says from which sequence on the older one
 * no longer counts.
 */
final class SegmentWriter {
  private static final int BUFFER_BYTES = 256 << 10;

  private final Disk disk;
  private final JournalSettings settings;
  private final ConcurrentNavigableMap<Long, Long> sizes;
  private final SecureRandom salts = new SecureRandom();
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
  private final List<byte[]> owed = new ArrayList<>();
  private long next = 1;
  private long highest;
  private @Nullable Open current;

  /** The segment being written; {@code durable} bytes of it are forced. */
  private static final class Open {
    final long number;
    final long salt;
    final Disk.SegmentFile file;
    long durable;
    long written;

    Open(long number, long salt, Disk.SegmentFile file) {
      this.number = number;
      this.salt = salt;
      this.file = file;
    }
  }

  /**
   * @param sizes bytes on disk by segment number; kept up to date here, entries up to the number
   *     last sealed may be removed by others
   * @param highest the number after which the files are numbered
   */
  SegmentWriter(
      Disk disk, JournalSettings settings, ConcurrentNavigableMap<Long, Long> sizes, long highest) {
    this.disk = disk;
    this.settings = settings;
    this.sizes = sizes;
    this.highest = highest;
  }

  /** Adds to what the next {@link #settle} writes. */
  void owe(List<byte[]> records) {
    owed.addAll(records);
  }

  /** Writes all that is owed and forces it once. On an exception all of it stays owed. */
  void settle() throws IOException {
    if (owed.isEmpty()) {
      return;
    }
    Open segment = current == null ? begin() : current;
    boolean allWritten = false;
    boolean allForced = false;
    try {
      writeOwed(segment);
      allWritten = true;
      segment.file.force();
      allForced = true;
    } finally {
      if (!allForced && (allWritten || !cut(segment))) {
        seal();
      }
      sizes.put(segment.number, segment.written);
    }
    segment.durable = segment.written;
    next += owed.size();
    owed.clear();
    if (segment.durable >= settings.segmentBytes()) {
      seal();
    }
  }

  /** Ends the current segment; returns the highest number that will not be written any more. */
  long seal() {
    Open segment = current;
    current = null;
    if (segment != null) {
      closeQuietly(segment.file);
    }
    return highest;
  }

  private Open begin() throws IOException {
    long number = ++highest;
    String name = SegmentName.of(number);
    sizes.put(number, 0L);
    Disk.@Nullable SegmentFile file = null;
    boolean begun = false;
    try {
      file = disk.create(name);
      Open segment = new Open(number, salts.nextLong(), file);
      buffer.clear();
      SegmentFormat.putHeader(buffer, segment.salt, next);
      flush(segment);
      file.force();
      disk.forceDirectory();
      segment.durable = segment.written;
      begun = true;
      current = segment;
      return segment;
    } finally {
      if (!begun) {
        remove(number, file);
      }
    }
  }

  private void writeOwed(Open segment) throws IOException {
    buffer.clear();
    long sequence = next;
    for (byte[] body : owed) {
      if (buffer.remaining() < SegmentFormat.FRAME_BYTES) {
        flush(segment);
      }
      SegmentFormat.putFrame(buffer, segment.salt, sequence++, next, body);
      for (int from = 0; from < body.length; ) {
        if (!buffer.hasRemaining()) {
          flush(segment);
        }
        int part = Math.min(buffer.remaining(), body.length - from);
        buffer.put(body, from, part);
        from += part;
      }
    }
    flush(segment);
  }

  private void flush(Open segment) throws IOException {
    buffer.flip();
    segment.written += buffer.remaining();
    segment.file.write(buffer);
    buffer.clear();
  }

  private static boolean cut(Open segment) {
    try {
      segment.file.truncate(segment.durable);
      segment.written = segment.durable;
      return true;
    } catch (IOException stuck) {
      return false;
    }
  }

  /** What cannot be removed now is harmless, and the next trim takes it. */
  private void remove(long number, Disk.@Nullable SegmentFile file) {
    if (file != null) {
      closeQuietly(file);
    }
    try {
      disk.delete(SegmentName.of(number));
      sizes.remove(number);
    } catch (IOException stuck) {
      return;
    }
  }

  /** What matters was forced before, so that a failure to close loses nothing. */
  private static void closeQuietly(Disk.SegmentFile file) {
    try {
      file.close();
    } catch (IOException harmless) {
      return;
    }
  }
}
