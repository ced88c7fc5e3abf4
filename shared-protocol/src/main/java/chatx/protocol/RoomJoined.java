package chatx.protocol;

@WireName("room.joined")
@Doc(
    "The caller is a member and the connection is subscribed to what comes after the state's"
        + " lastSeq.")
public record RoomJoined(@Doc("The room as it is now.") RoomState state) implements ServerReply {}
