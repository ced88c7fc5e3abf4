package chatx.desktop.storage;

import org.jspecify.annotations.Nullable;

/**
 * What an account signs in with. Its text shows nothing of it.
 *
 * @param deviceToken marks this computer as one the person has used before
 * @param password only of an account that this app made for its own server
 */
public record Secret(
    @Nullable String refreshToken, @Nullable String deviceToken, @Nullable String password) {
  /** An account that is not signed in. */
  public static final Secret NONE = new Secret(null, null, null);

  @Override
  public String toString() {
    return "Secret[hidden]";
  }
}
