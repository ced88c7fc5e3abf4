package chatx.desktop.storage;

/** A store file could not be opened, read or written. */
final class StoreFailure extends Exception {
  private final Kind kind;

  enum Kind {
    IN_USE,
    NEWER_VERSION,
    DAMAGED,
    DISK_FULL,
    DISK_FAILED
  }

  StoreFailure(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  StoreFailure(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }
}
