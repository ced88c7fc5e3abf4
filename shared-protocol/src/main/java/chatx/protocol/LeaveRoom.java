package chatx.protocol;

@WireName("room.leave")
@Doc(
    "Ends the caller's membership and tells the members. An owner hands the room over first, unless"
        + " they are the last member.")
@AnsweredBy(
    value = Done.class,
    problems = {ProblemCode.OWNER_MUST_STAY})
public record LeaveRoom(@Doc("Which room.") RoomId room) implements RoomCommand {}
