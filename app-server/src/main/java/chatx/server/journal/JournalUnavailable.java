package chatx.server.journal;

import java.io.IOException;

/**
 * The disk did not take a write just now: full, failing, or gone. Worth trying again; the cause
 * carries the system's words. What {@link Journal#append} had been given stays owed, see there.
 */
public final class JournalUnavailable extends IOException {
  private static final long serialVersionUID = 1L;

  JournalUnavailable(String what, Throwable cause) {
    super(what + ": " + cause.getMessage(), cause);
  }
}
