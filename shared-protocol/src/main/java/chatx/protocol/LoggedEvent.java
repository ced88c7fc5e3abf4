package chatx.protocol;

import java.time.Instant;

@Doc("A stored event.")
public record LoggedEvent(
    @Doc("Its place in the room: 1, 2, 3 and so on without a hole.") long seq,
    @Doc("When the server stored it. Order by seq, never by time.") Instant at,
    @Doc("What happened.") DurableEvent event) {}
