package chatx.server.invite;

import chatx.protocol.Invite;
import java.time.Instant;

/**
 * An invite as it is stored.
 *
 * @param revoked whether it was taken back
 */
public record InviteRow(Invite invite, boolean revoked) {
  boolean isOver(Instant now) {
    return !now.isBefore(invite.expiresAt());
  }
}
