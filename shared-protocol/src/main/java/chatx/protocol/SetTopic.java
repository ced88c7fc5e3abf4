package chatx.protocol;

@WireName("room.set_topic")
@Doc("Sets the room's topic. For moderators.")
@AnsweredBy(
    value = Done.class,
    problems = {ProblemCode.FORBIDDEN, ProblemCode.TOO_LONG, ProblemCode.BAD_TEXT})
public record SetTopic(
    @Doc("Which room.") RoomId room, @Doc("Up to 250 characters; empty for none.") String topic)
    implements RoomCommand {}
