package chatx.server.admin;

import java.time.Instant;
import java.util.UUID;

/** A sign-in that has neither ended nor expired. */
public record SessionRow(
    UUID id, String user, String device, String address, Instant createdAt, Instant lastUsedAt) {}
