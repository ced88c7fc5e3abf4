package chatx.server.secret;

/** What became of a request to check a password. */
public sealed interface PasswordCheck {

  /**
   * @param outdated whether the hash was made with another cost and should be made anew
   */
  record Match(boolean outdated) implements PasswordCheck {}

  /** Another password, or the stored hash is damaged. */
  record Mismatch() implements PasswordCheck {}

  /** Too many passwords are waiting: answer {@code busy}. */
  record Busy() implements PasswordCheck {}
}
