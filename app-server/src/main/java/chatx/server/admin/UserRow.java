package chatx.server.admin;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A user as an operator sees it.
 *
 * @param sessions how many devices are signed in
 */
public record UserRow(
    UUID id,
    String name,
    String displayName,
    @Nullable String email,
    boolean admin,
    boolean disabled,
    Instant createdAt,
    int sessions) {}
