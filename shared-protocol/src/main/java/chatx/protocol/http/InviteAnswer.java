package chatx.protocol.http;

import chatx.protocol.Doc;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Doc("An invite as whoever holds its token may see it. It was not used.")
public record InviteAnswer(
    @Doc("What the server is called.") String server,
    @Doc("What its room is called; absent for an invite to the server alone.")
        @Nullable String room,
    @Doc("Until when it holds.") Instant expiresAt,
    @Doc("Whether its holder may make an account here.") boolean registers) {}
