package chatx.protocol;

import org.jspecify.annotations.Nullable;

@WireName("message.history")
@Doc(
    "A page of a room's past by sequence number: before, after or around one, the newest when none"
        + " of the three is given. Filters are part of the query: a page is short only where"
        + " nothing more matches.")
@AnsweredBy(
    value = HistoryPage.class,
    problems = {ProblemCode.QUERY_EMPTY, ProblemCode.QUERY_TOO_LONG})
public record ReadHistory(
    @Doc("Which room; the caller must be a member.") RoomId room,
    @Doc("Entries with a smaller sequence number, the nearest ones.") @Nullable Long before,
    @Doc("Entries with a greater sequence number, the nearest ones.") @Nullable Long after,
    @Doc("Half of the page on either side of this sequence number, itself included.")
        @Nullable Long around,
    @Doc("Entries a page, 1 to 200; 50 when absent.") @Nullable Integer limit,
    @Doc("What to keep; everything when absent.") @Nullable HistoryFilter filter)
    implements SessionCommand {}
