package chatx.protocol;

@WireName("room.resume")
@Doc(
    "Exactly the events after a sequence number. With status live the connection is subscribed,"
        + " without a gap and without an overlap; with more it is not yet: ask again after the last"
        + " event; with resync the state replaces what the client has, and the connection is"
        + " subscribed after its lastSeq.")
@AnsweredBy(
    value = RoomResumed.class,
    problems = {ProblemCode.BAD_SEQ})
public record ResumeRoom(
    @Doc("Which room.") RoomId room,
    @Doc("The last sequence number the client has; 0 for none.") long afterSeq)
    implements RoomCommand {}
