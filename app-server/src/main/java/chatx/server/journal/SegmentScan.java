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

  /**
   * A segment's intact records from its first up to, not including, {@code end}.
   *
   * @param endOffset where in the file they end, in bytes
   */
  private record Part(String name, Header header, long end, int endOffset) {}

  private SegmentScan(Disk disk) {
    this.disk = disk;
  }

  static SegmentScan of(Disk disk) throws IOException {
    SegmentScan scan = new SegmentScan(disk);
    scan.readAll();
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

  /** Hands out every record in order; returns how many there were. */
  long replay(Consumer<byte[]> to) throws IOException {
    long records = 0;
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      long until = i + 1 < parts.size() ? parts.get(i + 1).header().first() : part.end();
      ByteBuffer file = ByteBuffer.wrap(disk.read(part.name()));
      int offset = SegmentFormat.HEADER_BYTES;
      for (long sequence = part.header().first(); sequence < until; sequence++) {
        Frame frame = SegmentFormat.frame(file, offset, part.header(), sequence, sequence);
        if (frame == null) {
          throw new JournalDamaged(
              disk.path(part.name()), offset, "record " + sequence + " changed while it was read");
        }
        to.accept(frame.body(file));
        offset = frame.end();
        records++;
      }
    }
    return records;
  }

  private void readAll() throws IOException {
    for (String name : disk.list()) {
      SegmentName.number(name).ifPresent(number -> sizes.put(number, 0L));
    }
    for (long number : List.copyOf(sizes.keySet())) {
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
        parts.add(read(name, file, header));
      }
    }
  }

  private static Part read(String name, ByteBuffer file, Header header) {
    int offset = SegmentFormat.HEADER_BYTES;
    long sequence = header.first();
    Frame frame = SegmentFormat.frame(file, offset, header, sequence, sequence);
    while (frame != null) {
      offset = frame.end();
      sequence++;
      frame = SegmentFormat.frame(file, offset, header, sequence, sequence);
    }
    return new Part(name, header, sequence, offset);
  }

  private void judge() throws IOException {
    for (int i = 0; i + 1 < parts.size(); i++) {
      judgeJoint(parts.get(i), parts.get(i + 1));
    }
    if (!parts.isEmpty()) {
      tornTail = judgeTail(parts.getLast());
    }
  }

  private void judgeJoint(Part part, Part next) throws JournalDamaged {
    long first = next.header().first();
    if (first < part.header().first()) {
      throw new JournalDamaged(disk.path(next.name()), 0, "it begins behind the file before it");
    }
    if (first > part.end()) {
      throw new JournalDamaged(
          disk.path(part.name()),
          part.endOffset(),
          "records %d to %d are missing".formatted(part.end(), first - 1));
    }
  }

  /** What follows the intact records of the last segment; null when nothing does. */
  private @Nullable TornTail judgeTail(Part part) throws IOException {
    Path path = disk.path(part.name());
    ByteBuffer file = ByteBuffer.wrap(disk.read(part.name()));
    long torn = part.end();
    int bytes = file.limit() - part.endOffset();
    long most = torn + bytes / SegmentFormat.FRAME_BYTES;
    int lastStart = file.limit() - SegmentFormat.FRAME_BYTES;
    for (int at = part.endOffset() + 1; at <= lastStart; at++) {
      Frame later = SegmentFormat.frame(file, at, part.header(), torn + 1, most);
      if (later != null && later.batchStart() > torn) {
        throw new JournalDamaged(
            path,
            part.endOffset(),
            "record %d is unreadable, but record %d at byte %d, written later, is intact"
                .formatted(torn, later.sequence(), at));
      }
    }
    return bytes > 0 ? new TornTail(path, part.endOffset(), bytes) : null;
  }
}
