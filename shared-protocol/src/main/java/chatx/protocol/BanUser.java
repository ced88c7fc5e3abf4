package chatx.protocol;

import org.jspecify.annotations.Nullable;

@WireName("member.ban")
@Doc(
    "Ends somebody's membership, if they have one, and refuses them from then on. For moderators,"
        + " against lower roles only.")
public record BanUser(
    @Doc("Which room.") RoomId room,
    @Doc("Whom.") UserId user,
    @Doc("Shown to the room; up to 250 characters.") @Nullable String reason)
    implements RoomCommand {}
