package chatx.server.admin;

import java.time.Duration;
import java.util.Optional;

/**
 * An invite that the operator wants.
 *
 * @param room name or id; absent for an invite to the server alone
 * @param uses how many people it lets in
 */
public record InviteWish(Optional<String> room, Duration life, int uses) {}
