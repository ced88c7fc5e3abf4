package chatx.protocol;

@WireName("room.delete")
@Doc("Deletes the room with its history and tells the members. For owners.")
public record DeleteRoom(@Doc("Which room.") RoomId room) implements RoomCommand {}
