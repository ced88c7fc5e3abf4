package chatx.protocol;

import java.time.Instant;

@Doc("A member of a room.")
public record Member(
    @Doc("Who.") UserSummary user,
    @Doc("What they may do.") MemberRole role,
    @Doc("Since when.") Instant joinedAt,
    @Doc("Whether a device of theirs is connected.") boolean online) {}
