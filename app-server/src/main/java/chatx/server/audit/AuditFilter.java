package chatx.server.audit;

import java.time.Instant;
import java.util.Optional;

/**
 * Which rows to list; an absent part lets everything through.
 *
 * @param since included
 * @param until excluded
 */
public record AuditFilter(
    Optional<AuditAction> action,
    Optional<String> actor,
    Optional<String> subject,
    Optional<Instant> since,
    Optional<Instant> until) {

  /** Everything. */
  public static final AuditFilter ALL =
      new AuditFilter(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
