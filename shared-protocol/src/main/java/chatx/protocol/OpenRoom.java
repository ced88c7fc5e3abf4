package chatx.protocol;

@WireName("room.open")
@Doc(
    "The room's present state. Subscribes the connection to what comes after its lastSeq. For"
        + " members.")
@AnsweredBy(RoomJoined.class)
public record OpenRoom(@Doc("Which room.") RoomId room) implements RoomCommand {}
