package chatx.protocol;

import org.jspecify.annotations.Nullable;

@WireName("room.join")
@Doc(
    "Makes the caller a member, tells the members, and subscribes the connection. Joining a room"
        + " one is in already answers its state.")
@AnsweredBy(
    value = RoomJoined.class,
    problems = {
      ProblemCode.BANNED,
      ProblemCode.ROOM_PASSWORD_NEEDED,
      ProblemCode.WRONG_ROOM_PASSWORD,
      ProblemCode.TOO_MANY_ATTEMPTS
    })
public record JoinRoom(
    @Doc("Which room.") RoomId room,
    @Doc("The room's password where it is private.") @Nullable String password)
    implements SessionCommand {}
