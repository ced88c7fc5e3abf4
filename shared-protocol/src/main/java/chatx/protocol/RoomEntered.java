package chatx.protocol;

@WireName("room.entered")
@Doc("The caller became a member of a room on another device. This connection is subscribed too.")
public record RoomEntered(@Doc("The room as it is now.") RoomState state) implements SessionEvent {}
