package chatx.protocol;

import org.jspecify.annotations.Nullable;

@WireName("member.ban")
@Doc(
    "Ends somebody's membership, if they have one, and refuses them from then on. For moderators,"
        + " against lower roles only.")
@AnsweredBy(
    value = Done.class,
    problems = {
      ProblemCode.FORBIDDEN,
      ProblemCode.NO_SUCH_MEMBER,
      ProblemCode.TOO_LONG,
      ProblemCode.BAD_TEXT
    })
public record BanUser(
    @Doc("Which room.") RoomId room,
    @Doc("Whom.") UserId user,
    @Doc("Shown to the room; up to 250 characters.") @Nullable String reason)
    implements RoomCommand {}
