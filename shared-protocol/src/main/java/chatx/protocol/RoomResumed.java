package chatx.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

@WireName("room.resumed")
@Doc("What a client has missed in a room.")
public record RoomResumed(
    @Doc("Which room.") RoomId room,
    @Doc("Whether this is all.") ResumeStatus status,
    @Doc("Events after the asked sequence number, dense and in order.") List<LoggedEvent> events,
    @Doc("The present state; with resync, and for a room that was joined elsewhere.")
        @Nullable RoomState state)
    implements ServerReply {}
