package chatx.protocol;

@WireName("room.renamed")
@Doc("The room has another name.")
public record RoomRenamed(@Doc("Who did it.") UserSummary by, @Doc("The new name.") String name)
    implements DurableEvent {}
