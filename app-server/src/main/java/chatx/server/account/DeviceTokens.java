package chatx.server.account;

import chatx.protocol.UserId;
import chatx.server.secret.Seal;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Proof that somebody signed in on this device before. It gives no rights: it only lets the device
 * have its own count of wrong passwords, so that a guesser elsewhere cannot slow it down.
 * Thread-safe.
 */
final class DeviceTokens {
  private static final int RANDOM_BYTES = 16;
  private static final int LONGEST = 200;

  private final Seal seal;
  private final SecureRandom random = new SecureRandom();

  DeviceTokens(Seal seal) {
    this.seal = seal;
  }

  String issue(UserId user) {
    byte[] id = new byte[RANDOM_BYTES];
    random.nextBytes(id);
    Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
    String device = encoder.encodeToString(id);
    return device + "." + encoder.encodeToString(seal.sign(sealed(user, device)));
  }

  /** The device's id when the token was made for this user, else null. */
  @Nullable String read(@Nullable String token, UserId user) {
    if (token == null || token.length() > LONGEST) {
      return null;
    }
    int dot = token.indexOf('.');
    if (dot < 0) {
      return null;
    }
    String device = token.substring(0, dot);
    try {
      byte[] mac = Base64.getUrlDecoder().decode(token.substring(dot + 1));
      return seal.verify(sealed(user, device), mac) ? device : null;
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  private static String sealed(UserId user, String device) {
    return "device " + user + " " + device;
  }
}
