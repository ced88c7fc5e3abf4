package chatx.protocol;

@WireName("member.set_role")
@Doc(
    "Gives a member another role. For owners. Making someone owner hands the room over: the caller"
        + " becomes moderator.")
public record SetRole(
    @Doc("Which room.") RoomId room,
    @Doc("Which member.") UserId user,
    @Doc("The new role.") MemberRole role)
    implements RoomCommand {}
