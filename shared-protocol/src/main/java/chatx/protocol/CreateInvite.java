package chatx.protocol;

import org.jspecify.annotations.Nullable;

@WireName("invite.create")
@Doc(
    "Makes an invite. To a room: for its moderators, and for its members where the server is"
        + " configured so. To the server alone: for its administrators, and for everybody where the"
        + " server is configured so. One that an administrator made lets people register even where"
        + " registration is closed.")
@AnsweredBy(
    value = InviteCreated.class,
    problems = {ProblemCode.FORBIDDEN, ProblemCode.NO_SUCH_ROOM, ProblemCode.QUOTA})
public record CreateInvite(
    @Doc("The room it leads to; absent for an invite to the server alone.") @Nullable RoomId room,
    @Doc("How long it holds, in minutes, 1 to 525600 (a year); a week when absent.")
        @Nullable Integer minutes,
    @Doc("How many people it lets in, 1 to 1000; ten when absent.") @Nullable Integer uses)
    implements SessionCommand {}
