package chatx.protocol;

import java.time.Instant;

@WireName("message.accepted")
@Doc("The message is stored and will not be lost.")
public record MessageAccepted(
    @Doc("The message's id.") MessageId id,
    @Doc("Its place in the room.") long seq,
    @Doc("When the server accepted it.") Instant at)
    implements ServerReply {}
