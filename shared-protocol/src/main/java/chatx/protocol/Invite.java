package chatx.protocol;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Doc("An invite as it is listed: without its secret, which only its link has.")
public record Invite(
    @Doc("Which invite.") InviteId id,
    @Doc("The room it leads to; absent for an invite to the server alone.") @Nullable RoomId room,
    @Doc("The room's name.") @Nullable String roomName,
    @Doc("Who made it; absent for the server's operator.") @Nullable UserSummary by,
    @Doc("Since when.") Instant createdAt,
    @Doc("Until when.") Instant expiresAt,
    @Doc("How many people it lets in.") int uses,
    @Doc("How many it has let in.") int used,
    @Doc("Whether it lets people register where registration is closed.") boolean registers) {}
