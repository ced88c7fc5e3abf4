package chatx.server.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A recorded entry as it stands in the table.
 *
 * @param id dense from 1, in the order of the commits
 * @param action the wire name; one that this version does not know is possible after a downgrade
 */
public record AuditRow(
    long id,
    Instant at,
    @Nullable String actor,
    String action,
    @Nullable String subject,
    @Nullable String address,
    @Nullable String detail) {}
