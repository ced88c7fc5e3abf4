package chatx.protocol;

import org.jspecify.annotations.Nullable;

@WireName("room.exited")
@Doc(
    "The caller is no longer a member of a room, or the room is gone. No more of its events"
        + " follow.")
public record RoomExited(
    @Doc("Which room.") RoomId room,
    @Doc("Why.") ExitReason reason,
    @Doc("Who did it, where it was somebody else.") @Nullable UserSummary by)
    implements SessionEvent {}
