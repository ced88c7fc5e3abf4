package chatx.server;

/**
 * The server cannot start as it is configured: the folder is in use, the port is taken, the
 * database refuses the password. The message is one sentence for the operator, with what to do.
 */
public final class StartRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What is in the way, for those who say it in their own words. */
  public enum Reason {
    /** Another server has the data folder. */
    DATA_IN_USE,
    /** A newer version wrote the data. */
    DATA_NEWER,
    /** The data, the keys or the database cannot be read or written. */
    DATA_UNUSABLE,
    /** The server's own key is damaged, or the operator's certificate or key cannot be used. */
    KEY_UNUSABLE,
    DISK_FULL,
    /** The address or port cannot be listened on. */
    NO_PORT
  }

  private final Reason reason;

  public StartRefusedException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public StartRefusedException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
