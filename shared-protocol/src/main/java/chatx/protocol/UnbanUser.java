package chatx.protocol;

@WireName("member.unban")
@Doc("Lets somebody join again. For moderators.")
public record UnbanUser(@Doc("Which room.") RoomId room, @Doc("Whom.") UserId user)
    implements RoomCommand {}
