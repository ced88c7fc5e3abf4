package chatx.protocol;

@WireName("member.set_role")
@Doc(
    "Gives a member another role. For owners. Making someone owner hands the room over: the caller"
        + " becomes moderator.")
@AnsweredBy(
    value = Done.class,
    problems = {ProblemCode.FORBIDDEN, ProblemCode.NO_SUCH_MEMBER})
public record SetRole(
    @Doc("Which room.") RoomId room,
    @Doc("Which member.") UserId user,
    @Doc("The new role.") MemberRole role)
    implements RoomCommand {}
