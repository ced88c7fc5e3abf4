package chatx.server.secret;

/** What became of a request to hash a password. */
public sealed interface HashedPassword {

  /**
   * It was hashed.
   *
   * @param hash 60 ASCII characters, to be stored
   */
  record Hashed(String hash) implements HashedPassword {}

  /** Too many passwords are waiting: answer {@code busy}. */
  record Busy() implements HashedPassword {}
}
