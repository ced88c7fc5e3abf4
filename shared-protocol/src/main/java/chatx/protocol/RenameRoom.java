package chatx.protocol;

@WireName("room.rename")
@Doc("Gives the room another name. For moderators.")
@AnsweredBy(
    value = Done.class,
    problems = {
      ProblemCode.FORBIDDEN,
      ProblemCode.EMPTY,
      ProblemCode.TOO_LONG,
      ProblemCode.BAD_TEXT,
      ProblemCode.NAME_INVALID,
      ProblemCode.NAME_TOO_SIMILAR,
      ProblemCode.ROOM_EXISTS
    })
public record RenameRoom(
    @Doc("Which room.") RoomId room,
    @Doc("1 to 64 characters; no other room may have it or look like it.") String name)
    implements RoomCommand {}
