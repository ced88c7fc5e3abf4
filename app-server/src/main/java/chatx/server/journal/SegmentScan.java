package chatx.server.journal;

import chatx.server.journal.Recovery.TornTail;
import chatx.server.journal.SegmentFormat.Frame;
import chatx.server.journal.SegmentFormat.Header;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a journal's segments as they lie on disk: first all of them to judge, then once more to
 * replay, so that a damaged journal is refused before its first record is handed out.
 *
 * <p>Sequences decide. A segment counts up to where the next one begins; what lies behind that was
 * given up by the writer after a failed write and written anew in the next segment. What is missing
 * before that is damage. Only the last segment may end torn, and only if no later record proves
 * that the torn part had been forced.
 */
final class SegmentScan {
  private final Disk disk;
  private final NavigableMap<Long, Long> sizes = new TreeMap<>();
  private final List<Part> parts = new ArrayList<>();
  private @Nullable TornTail tornTail;
  private long end = 1;
  private long unproven = 1;

  /** A segment's records from its first up to, not including, {@code end}. */
  private record Part(String name, Header header, long end) {}

  private SegmentScan(Disk disk) {
    this.disk = disk;
  }

  static SegmentScan of(Disk disk) throws IOException {
    SegmentScan scan = new SegmentScan(disk);
    scan.readHeaders();
    scan.judge();
    return scan;
  }

  /** Bytes on disk by segment number, with those that hold nothing of use. */
  NavigableMap<Long, Long> sizes() {
    return sizes;
  }

  @Nullable TornTail tornTail() {
    return tornTail;
  }

  long records() {
    return parts.isEmpty() ? 0 : end - parts.getFirst().header().first();
  }

  /**
   * Sequence from which on nothing proves that the records were forced: those of the last batch. A
   * killed process may have left them in the system's cache only, and after a failed force even a
   * second force does not help there.
   */
  long unproven() {
    return unproven;
  }

  /** Hands out every record in order; returns those from {@link #unproven} on. */
  List<byte[]> replay(Consumer<byte[]> to) throws IOException {
    List<byte[]> last = new ArrayList<>();
    for (Part part : parts) {
      ByteBuffer file = ByteBuffer.wrap(disk.read(part.name()));
      int offset = SegmentFormat.HEADER_BYTES;
      for (long sequence = part.header().first(); sequence < part.end(); sequence++) {
        Frame frame = SegmentFormat.frame(file, offset, part.header(), sequence, sequence);
        if (frame == null) {
          throw new JournalDamaged(
              disk.path(part.name()), offset, "record " + sequence + " changed while it was read");
        }
        byte[] body = frame.body(file);
        if (sequence >= unproven) {
          last.add(body.clone());
        }
        to.accept(body);
        offset = frame.end();
      }
    }
    return last;
  }

  private void readHeaders() throws IOException {
    for (String name : disk.list()) {
      SegmentName.number(name).ifPresent(number -> sizes.put(number, 0L));
    }
    for (long number : sizes.keySet()) {
      String name = SegmentName.of(number);
      Path path = disk.path(name);
      ByteBuffer file = ByteBuffer.wrap(disk.read(name));
      sizes.put(number, (long) file.limit());
      Header header = SegmentFormat.header(file);
      if (header == null) {
        // The header is forced before the first record is written: a file that holds no more than
        // a broken header was cut short at birth and never held a record.
        if (file.limit() > SegmentFormat.HEADER_BYTES) {
          throw new JournalDamaged(path, 0, "its header is unreadable");
        }
      } else if (header.version() > SegmentFormat.VERSION) {
        throw new JournalTooNew(path, header.version());
      } else {
        parts.add(new Part(name, header, Long.MAX_VALUE));
      }
    }
  }

  private void judge() throws IOException {
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      boolean last = i + 1 == parts.size();
      long next = last ? Long.MAX_VALUE : parts.get(i + 1).header().first();
      parts.set(i, new Part(part.name(), part.header(), judge(part, next, last)));
    }
  }

  private long judge(Part part, long next, boolean last) throws IOException {
    Path path = disk.path(part.name());
    ByteBuffer file = ByteBuffer.wrap(disk.read(part.name()));
    int offset = SegmentFormat.HEADER_BYTES;
    long sequence = part.header().first();
    if (next < sequence) {
      throw new JournalDamaged(path, 0, "it begins behind the file after it");
    }
    unproven = sequence;
    while (sequence < next) {
      Frame frame = SegmentFormat.frame(file, offset, part.header(), sequence, sequence);
      if (frame == null) {
        break;
      }
      unproven = frame.batchStart();
      offset = frame.end();
      sequence++;
    }
    end = sequence;
    if (last) {
      judgeTail(path, file, part.header(), offset, sequence);
    } else if (sequence < next) {
      throw new JournalDamaged(
          path, offset, "records %d to %d are missing".formatted(sequence, next - 1));
    }
    return sequence;
  }

  private void judgeTail(Path path, ByteBuffer file, Header header, int offset, long sequence)
      throws JournalDamaged {
    int bytes = file.limit() - offset;
    long most = sequence + bytes / SegmentFormat.FRAME_BYTES;
    for (int at = offset + 1; at <= file.limit() - SegmentFormat.FRAME_BYTES; at++) {
      Frame later = SegmentFormat.frame(file, at, header, sequence + 1, most);
      if (later != null && later.batchStart() > sequence) {
        throw new JournalDamaged(
            path,
            offset,
            "record %d is unreadable, but record %d at byte %d, written later, is intact"
                .formatted(sequence, later.sequence(), at));
      }
    }
    if (bytes > 0) {
      tornTail = new TornTail(path, offset, bytes);
    }
  }
}
