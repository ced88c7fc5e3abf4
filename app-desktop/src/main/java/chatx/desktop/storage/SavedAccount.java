package chatx.desktop.storage;

import chatx.protocol.UserSummary;
import chatx.protocol.trust.ServerKey;
import org.jspecify.annotations.Nullable;

/**
 * An account this computer signs in with at start.
 *
 * @param serverName what the server's operator calls it, as it was last heard
 * @param user who signs in, as the server last said
 * @param hosted whether the server is the one inside this app
 * @param key by which the server is known, wherever it is; null for one that does not encrypt, and
 *     for one that a public authority vouches for
 */
public record SavedAccount(
    AccountId id,
    ServerAddress address,
    String serverName,
    UserSummary user,
    boolean hosted,
    @Nullable ServerKey key) {

  /** Of a server that is not known by its key. */
  public SavedAccount(
      AccountId id, ServerAddress address, String serverName, UserSummary user, boolean hosted) {
    this(id, address, serverName, user, hosted, null);
  }
}
