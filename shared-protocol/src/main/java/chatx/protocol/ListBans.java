package chatx.protocol;

@WireName("member.bans")
@Doc("Who is banned from the room. For moderators.")
public record ListBans(@Doc("Which room.") RoomId room) implements RoomCommand {}
