package chatx.protocol;

@WireName("member.unban")
@Doc("Lets somebody join again. For moderators.")
@AnsweredBy(
    value = Done.class,
    problems = {ProblemCode.FORBIDDEN, ProblemCode.NO_SUCH_MEMBER})
public record UnbanUser(@Doc("Which room.") RoomId room, @Doc("Whom.") UserId user)
    implements RoomCommand {}
