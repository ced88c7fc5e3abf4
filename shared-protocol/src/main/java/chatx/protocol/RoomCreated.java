package chatx.protocol;

@WireName("room.created")
@Doc("The room's first event: it was created and its creator is its owner.")
public record RoomCreated(
    @Doc("The owner.") UserSummary by,
    @Doc("The room's name.") String name,
    @Doc("The topic; empty for none.") String topic,
    @Doc("Whether joining needs a password.") boolean locked)
    implements DurableEvent {}
