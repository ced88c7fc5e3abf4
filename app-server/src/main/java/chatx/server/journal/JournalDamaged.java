package chatx.server.journal;

import java.nio.file.Path;

/**
 * Records that were forced to disk, and so may have been acknowledged, cannot be read back: more
 * than a torn last write. Starting without them would lose messages silently.
 */
public final class JournalDamaged extends JournalRefused {
  private static final long serialVersionUID = 1L;

  private final transient Path file;
  private final long offset;

  JournalDamaged(Path file, long offset, String what) {
    super(
        ("The journal file %s is damaged at byte %d: %s. Nothing was changed. Restore the data"
                + " folder from the latest backup. To start without the messages that only the"
                + " journal holds, move all *%s files out of %s first and keep them.")
            .formatted(file, offset, what, SegmentName.SUFFIX, file.getParent()));
    this.file = file;
    this.offset = offset;
  }

  /** The file that is damaged. */
  public Path file() {
    return file;
  }

  /** Where in the file the first unreadable record begins, in bytes. */
  public long offset() {
    return offset;
  }
}
