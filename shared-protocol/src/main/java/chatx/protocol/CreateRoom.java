package chatx.protocol;

import org.jspecify.annotations.Nullable;

@WireName("room.create")
@Doc(
    "Creates a room and makes the caller its owner and first member. The connection receives the"
        + " room's events from then on.")
@AnsweredBy(
    value = RoomJoined.class,
    problems = {
      ProblemCode.EMPTY,
      ProblemCode.TOO_LONG,
      ProblemCode.BAD_TEXT,
      ProblemCode.NAME_INVALID,
      ProblemCode.NAME_TOO_SIMILAR,
      ProblemCode.ROOM_EXISTS,
      ProblemCode.PASSWORD_TOO_SHORT,
      ProblemCode.PASSWORD_TOO_LONG,
      ProblemCode.PASSWORD_INVALID
    })
public record CreateRoom(
    @Doc("1 to 64 characters; no other room may have it or look like it.") String name,
    @Doc("Up to 250 characters; none when absent.") @Nullable String topic,
    @Doc("Makes the room private: joining needs this password.") @Nullable String password)
    implements SessionCommand {}
