package chatx.protocol;

import org.jspecify.annotations.Nullable;

@WireName("room.join")
@Doc(
    "Makes the caller a member, tells the members, and subscribes the connection. Joining a room"
        + " one is in already answers its state.")
public record JoinRoom(
    @Doc("Which room.") RoomId room,
    @Doc("The room's password where it is private.") @Nullable String password)
    implements SessionCommand {}
