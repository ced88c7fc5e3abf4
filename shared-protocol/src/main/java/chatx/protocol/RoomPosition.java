package chatx.protocol;

@Doc("Where a client stands in a room.")
public record RoomPosition(
    @Doc("Which room.") RoomId room,
    @Doc("The last sequence number the client has; 0 for none.") long afterSeq) {}
