package chatx.server;

/**
 * The server cannot start as it is configured: the folder is in use, the port is taken, the
 * database refuses the password. The message is one sentence for the operator, with what to do.
 */
public final class StartRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  public StartRefusedException(String message) {
    super(message);
  }

  public StartRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
