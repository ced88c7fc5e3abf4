package chatx.server;

/** A value that does not have the form its setting asks for; the message says which form. */
final class SettingSyntaxException extends Exception {
  private static final long serialVersionUID = 1L;

  SettingSyntaxException(String message) {
    super(message);
  }
}
