package chatx.protocol;

@WireName("room.delete")
@Doc(
    "Deletes the room with its history, for ever, and tells the members (room.exited with reason"
        + " deleted). For owners.")
@AnsweredBy(
    value = Done.class,
    problems = {ProblemCode.FORBIDDEN})
public record DeleteRoom(@Doc("Which room.") RoomId room) implements RoomCommand {}
