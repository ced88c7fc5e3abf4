package chatx.protocol;

@WireName("member.bans")
@Doc("Who is banned from the room. For moderators.")
@AnsweredBy(
    value = BanList.class,
    problems = {ProblemCode.FORBIDDEN})
public record ListBans(@Doc("Which room.") RoomId room) implements RoomCommand {}
