package chatx.protocol;

@Doc("A room of the caller.")
public record MyRoom(
    @Doc("The room.") RoomSummary room,
    @Doc("The caller's role in it.") MemberRole role,
    @Doc("The sequence number of its newest event.") long lastSeq) {}
