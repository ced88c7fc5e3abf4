package chatx.server.data;

/**
 * What is in the data folder or the database cannot be used by this version, and nothing was
 * changed. The message tells the operator what it is and what to do.
 */
public final class UnusableDataException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnusableDataException(String message, Throwable cause) {
    super(message, cause);
  }
}
