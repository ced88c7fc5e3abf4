package chatx.protocol.http;

import chatx.protocol.Doc;
import chatx.protocol.SessionId;
import java.time.Instant;

@Doc("One of the caller's own sign-ins.")
public record SessionInfo(
    @Doc("Which.") SessionId id,
    @Doc("What the person called the device.") String device,
    @Doc("The network address it was last used from.") String address,
    @Doc("When it was signed in.") Instant createdAt,
    @Doc("When it was last refreshed.") Instant lastUsedAt,
    @Doc("Whether it is the one that asks.") boolean current) {}
