package chatx.protocol;

import org.jspecify.annotations.Nullable;

@WireName("room.set_password")
@Doc("Gives the room a password, a new one, or none. Members stay. For owners.")
@AnsweredBy(
    value = Done.class,
    problems = {
      ProblemCode.FORBIDDEN,
      ProblemCode.PASSWORD_TOO_SHORT,
      ProblemCode.PASSWORD_TOO_LONG,
      ProblemCode.PASSWORD_INVALID
    })
public record SetRoomPassword(
    @Doc("Which room.") RoomId room,
    @Doc("8 to 256 characters; absent makes the room public.") @Nullable String password)
    implements SessionCommand {}
