package chatx.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

@WireName("room.page")
@Doc("A page of rooms.")
public record RoomPage(
    @Doc("The rooms, by name.") List<RoomSummary> rooms,
    @Doc("Where the next page starts; absent on the last page.") @Nullable String nextCursor)
    implements ServerReply {}
