package chatx.server.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 over the previous row's hash and every field. Each field is written with its length in
 * front, and an absent one unlike an empty one, so that no two rows have the same encoding.
 */
final class RowHash {
  private static final String DOMAIN = "chatx-audit-1";

  private RowHash() {}

  static String of(String previousHash, AuditRow row) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
    add(digest, DOMAIN);
    add(digest, previousHash);
    add(digest, Long.toString(row.id()));
    add(digest, Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, row.at())));
    add(digest, row.actor());
    add(digest, row.action());
    add(digest, row.subject());
    add(digest, row.address());
    add(digest, row.detail());
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void add(MessageDigest digest, @Nullable String field) {
    if (field == null) {
      digest.update("-;".getBytes(StandardCharsets.US_ASCII));
      return;
    }
    byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
    digest.update(bytes);
  }
}
