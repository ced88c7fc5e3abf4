package chatx.server.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA-256 over short texts with one key for one purpose: CSRF tokens, device tokens, the
 * pepper of passwords. Immutable and thread-safe.
 */
public final class Seal {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int BYTES = 32;

  private final SecretKeySpec key;

  private Seal(byte[] key) {
    this.key = new SecretKeySpec(key, ALGORITHM);
  }

  /** The seal whose key is the file {@code purpose.key}, made at first start. */
  public static Seal of(SecretFiles files, String purpose) throws SecretFileException {
    return new Seal(files.readOrCreate(purpose + ".key", BYTES));
  }

  /** The 32 bytes of the seal over the UTF-8 of {@code text}. */
  public byte[] sign(String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has " + ALGORITHM, e);
    }
  }

  /** Whether {@code seal} is the one over {@code text}; takes the same time for every wrong one. */
  public boolean verify(String text, byte[] seal) {
    return MessageDigest.isEqual(sign(text), seal);
  }

  @Override
  public String toString() {
    return "Seal[…]";
  }
}
