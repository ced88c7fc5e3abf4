package chatx.server.secret;

import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key that signs access tokens: HMAC-SHA-512 (RFC 7518 §3.2), 64 bytes, made at first start.
 * Symmetric, because the server that signs is the one that checks. Immutable.
 */
public final class SigningKey {

  private static final int BYTES = 64;

  private final SecretKey key;

  private SigningKey(byte[] key) {
    this.key = new SecretKeySpec(key, "HmacSHA512");
  }

  /** The key in {@code token-signing.key}. */
  public static SigningKey of(SecretFiles files) throws SecretFileException {
    return new SigningKey(files.readOrCreate("token-signing.key", BYTES));
  }

  /** For the signer and the checker only. */
  public SecretKey key() {
    return key;
  }

  @Override
  public String toString() {
    return "SigningKey[…]";
  }
}
