package chatx.server.journal;

import java.nio.file.Path;

/** A journal file was written by a newer ChatX, in a format that this one does not read. */
public final class JournalTooNew extends JournalRefused {
  private static final long serialVersionUID = 1L;

  JournalTooNew(Path file, int version) {
    super(
        ("The journal file %s has format %d; this ChatX reads up to format %d. Nothing was changed."
                + " Start it with the newer ChatX that wrote it.")
            .formatted(file, version, SegmentFormat.VERSION));
  }
}
