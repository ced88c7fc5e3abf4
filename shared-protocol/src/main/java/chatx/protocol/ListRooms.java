package chatx.protocol;

import org.jspecify.annotations.Nullable;

@WireName("room.list")
@Doc("The rooms of this server, by name, a page at a time.")
@AnsweredBy(
    value = RoomPage.class,
    problems = {ProblemCode.BAD_CURSOR, ProblemCode.QUERY_TOO_LONG})
public record ListRooms(
    @Doc("Only rooms whose name or topic contains this text, whatever its case.")
        @Nullable String query,
    @Doc("Where the page before ended: its nextCursor.") @Nullable String cursor,
    @Doc("Rooms a page, 1 to 100; 50 when absent.") @Nullable Integer limit)
    implements SessionCommand {}
