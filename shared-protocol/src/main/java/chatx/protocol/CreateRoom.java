package chatx.protocol;

import org.jspecify.annotations.Nullable;

@WireName("room.create")
@Doc(
    "Creates a room and makes the caller its owner and first member. The connection receives the"
        + " room's events from then on.")
public record CreateRoom(
    @Doc("1 to 64 characters; no other room may have it or look like it.") String name,
    @Doc("Up to 250 characters; none when absent.") @Nullable String topic,
    @Doc("Makes the room private: joining needs this password.") @Nullable String password)
    implements SessionCommand {}
