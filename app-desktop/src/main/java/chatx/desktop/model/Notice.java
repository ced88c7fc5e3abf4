package chatx.desktop.model;

import chatx.protocol.DurableEvent;
import java.time.Instant;

/**
 * Something that happened in a room and is not a message.
 *
 * @param event never a {@code MessagePosted} nor an {@code UnknownEvent}
 */
public record Notice(long seq, Instant at, DurableEvent event) {}
