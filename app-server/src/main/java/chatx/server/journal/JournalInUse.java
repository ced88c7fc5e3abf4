package chatx.server.journal;

import java.nio.file.Path;

/** Another journal, in this process or another, is open on the same directory. */
public final class JournalInUse extends JournalRefused {
  private static final long serialVersionUID = 1L;

  JournalInUse(Path directory, String holder) {
    super(
        "The journal in %s is already open in %s. Stop that one first, or use another data folder."
            .formatted(directory, holder));
  }
}
