package chatx.protocol.invite;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The secret of an invite: 128 random bits. Whoever has it may come in. Immutable, for any thread.
 */
public final class InviteToken {
  /** How many bytes it has. */
  public static final int BYTES = 16;

  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private final byte[] bytes;

  private InviteToken(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * A new one.
   *
   * @param random which nobody can foresee: a {@link java.security.SecureRandom} outside of tests
   */
  public static InviteToken next(RandomGenerator random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new InviteToken(bytes);
  }

  /**
   * The token of these bytes.
   *
   * @throws IllegalArgumentException unless there are {@link #BYTES}
   */
  public static InviteToken of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("A token has " + BYTES + " bytes");
    }
    return new InviteToken(bytes.clone());
  }

  /** What {@link #text} wrote, and nothing else; empty for anything that is not exactly that. */
  public static Optional<InviteToken> parse(String text) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      boolean canonical = bytes.length == BYTES && ENCODER.encodeToString(bytes).equals(text);
      return canonical ? Optional.of(new InviteToken(bytes)) : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** A copy of its bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** As it travels to the server: base64url without padding, 22 characters. */
  public String text() {
    return ENCODER.encodeToString(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof InviteToken token && Arrays.equals(bytes, token.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Without the secret, for logs. */
  @Override
  public String toString() {
    return "InviteToken";
  }
}
