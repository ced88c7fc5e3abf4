package chatx.protocol;

@WireName("room.resume")
@Doc(
    "Exactly the events after a sequence number. With status live the connection is subscribed,"
        + " without a gap and without an overlap; with more, ask again after the last one; with"
        + " resync, start anew from the state.")
public record ResumeRoom(
    @Doc("Which room.") RoomId room,
    @Doc("The last sequence number the client has; 0 for none.") long afterSeq)
    implements RoomCommand {}
