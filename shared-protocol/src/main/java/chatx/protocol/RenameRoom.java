package chatx.protocol;

@WireName("room.rename")
@Doc("Gives the room another name. For moderators.")
public record RenameRoom(
    @Doc("Which room.") RoomId room,
    @Doc("1 to 64 characters; no other room may have it or look like it.") String name)
    implements RoomCommand {}
