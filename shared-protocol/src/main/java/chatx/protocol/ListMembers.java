package chatx.protocol;

import org.jspecify.annotations.Nullable;

@WireName("member.list")
@Doc("The members of a room, by name, a page at a time. For members.")
@AnsweredBy(
    value = MemberPage.class,
    problems = {ProblemCode.BAD_CURSOR, ProblemCode.QUERY_TOO_LONG})
public record ListMembers(
    @Doc("Which room.") RoomId room,
    @Doc("Only members whose name or display name contains this text, whatever its case.")
        @Nullable String query,
    @Doc("Where the page before ended: its nextCursor.") @Nullable String cursor,
    @Doc("Members a page, 1 to 100; 50 when absent.") @Nullable Integer limit)
    implements RoomCommand {}
