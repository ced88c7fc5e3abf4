package chatx.protocol;

@Doc("A room in a list.")
public record RoomSummary(
    @Doc("Which room.") RoomId id,
    @Doc("Its name.") String name,
    @Doc("Its topic; empty for none.") String topic,
    @Doc("Whether joining needs a password.") boolean locked,
    @Doc("How many members it has.") int members,
    @Doc("Whether the caller is one of them.") boolean joined) {}
