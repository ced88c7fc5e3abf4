package chatx.protocol;

import org.jspecify.annotations.Nullable;

@WireName("invite.list")
@Doc(
    "The invites that still let people in. Moderators get all of their room, administrators all of"
        + " the server, everybody else those they made.")
@AnsweredBy(
    value = InviteList.class,
    problems = {ProblemCode.NO_SUCH_ROOM})
public record ListInvites(
    @Doc("Only those to this room; absent for those to every room and to the server.")
        @Nullable RoomId room)
    implements SessionCommand {}
