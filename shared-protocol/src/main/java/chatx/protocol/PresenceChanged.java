package chatx.protocol;

@WireName("presence.changed")
@Doc("A member came online on their first device or went offline on their last.")
public record PresenceChanged(
    @Doc("Who.") UserId user, @Doc("Whether they are online now.") boolean online)
    implements TransientEvent {}
