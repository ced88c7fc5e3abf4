package chatx.protocol.trust;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * A server's identity: the SHA-256 of its public key, encoded as a SubjectPublicKeyInfo (RFC 5280,
 * 4.1). A renewed certificate, another address and another name leave it as it is. Nothing in it is
 * secret. Immutable, for any thread.
 */
public final class ServerKey {
  private static final int BYTES = 32;
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private final byte[] hash;

  private ServerKey(byte[] hash) {
    this.hash = hash;
  }

  /**
   * The key of a certificate.
   *
   * @throws IllegalArgumentException for a key that has no encoding, which is not one of a
   *     certificate
   */
  public static ServerKey of(PublicKey key) {
    byte[] encoded = key.getEncoded();
    if (encoded == null) {
      throw new IllegalArgumentException("A key without an encoding names no server");
    }
    try {
      return new ServerKey(MessageDigest.getInstance("SHA-256").digest(encoded));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /**
   * The key of this hash.
   *
   * @throws IllegalArgumentException unless it has 32 bytes
   */
  public static ServerKey ofHash(byte[] hash) {
    if (hash.length != BYTES) {
      throw new IllegalArgumentException("A key's hash has " + BYTES + " bytes");
    }
    return new ServerKey(hash.clone());
  }

  /** What {@link #text} wrote, and nothing else; empty for anything that is not exactly that. */
  public static Optional<ServerKey> parse(String text) {
    try {
      byte[] hash = Base64.getUrlDecoder().decode(text);
      boolean canonical = hash.length == BYTES && ENCODER.encodeToString(hash).equals(text);
      return canonical ? Optional.of(new ServerKey(hash)) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** A copy of the hash, 32 bytes. */
  public byte[] hash() {
    return hash.clone();
  }

  /** The one form for links and files: base64url without padding (RFC 4648, 5), 43 characters. */
  public String text() {
    return ENCODER.encodeToString(hash);
  }

  /** What people compare, by eye or by voice: see {@link SafetyPhrase}. */
  public SafetyPhrase safetyPhrase() {
    return SafetyPhrase.of(hash);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ServerKey key && Arrays.equals(hash, key.hash);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(hash);
  }

  @Override
  public String toString() {
    return text();
  }
}
