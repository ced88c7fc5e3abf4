package chatx.protocol;

import org.jspecify.annotations.Nullable;

@WireName("member.kick")
@Doc("Ends somebody's membership. They may join again. For moderators, against lower roles only.")
@AnsweredBy(
    value = Done.class,
    problems = {
      ProblemCode.FORBIDDEN,
      ProblemCode.NO_SUCH_MEMBER,
      ProblemCode.TOO_LONG,
      ProblemCode.BAD_TEXT
    })
public record KickMember(
    @Doc("Which room.") RoomId room,
    @Doc("Which member.") UserId user,
    @Doc("Shown to the room; up to 250 characters.") @Nullable String reason)
    implements RoomCommand {}
