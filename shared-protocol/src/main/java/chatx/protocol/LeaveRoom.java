package chatx.protocol;

@WireName("room.leave")
@Doc(
    "Ends the caller's membership and tells the members. An owner who is not the last member hands"
        + " the room over first.")
public record LeaveRoom(@Doc("Which room.") RoomId room) implements RoomCommand {}
