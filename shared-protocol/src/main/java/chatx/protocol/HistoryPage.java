package chatx.protocol;

import java.util.List;

@WireName("message.history_page")
@Doc("A page of a room's past, oldest first.")
public record HistoryPage(
    @Doc("The entries that match, in order of sequence number.") List<LoggedEvent> entries,
    @Doc("Whether older entries match.") boolean hasMoreBefore,
    @Doc("Whether newer entries match.") boolean hasMoreAfter)
    implements ServerReply {}
