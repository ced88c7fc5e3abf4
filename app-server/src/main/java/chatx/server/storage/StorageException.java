package chatx.server.storage;

/** The database could not do its work. What was asked is not known to have happened. */
public final class StorageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What went wrong, as far as callers tell it apart. */
  public enum Kind {
    /** Out of reach or overloaded: the same will work later. */
    UNAVAILABLE,
    /** The disk is full. */
    FULL,
    /** A unique or foreign key was hit: somebody else was faster. */
    CONFLICT,
    /** A statement that should never fail did. */
    BROKEN
  }

  private final Kind kind;

  public StorageException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }

  /** One line for the log: what could not be done, and the deepest cause of it. */
  public String words() {
    Throwable deepest = this;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return deepest == this ? String.valueOf(getMessage()) : getMessage() + ": " + deepest;
  }
}
