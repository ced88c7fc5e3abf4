package chatx.server.journal;

import java.io.IOException;

/**
 * The journal cannot be opened as it is, and trying again will not help. The message says what
 * happened and what to do, in words for the person who runs the server; nothing on disk was
 * changed.
 */
public abstract sealed class JournalRefused extends IOException
    permits JournalDamaged, JournalInUse, JournalTooNew {
  private static final long serialVersionUID = 1L;

  JournalRefused(String message) {
    super(message);
  }
}
