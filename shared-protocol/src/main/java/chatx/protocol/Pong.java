package chatx.protocol;

import java.time.Instant;

@WireName("session.pong")
@Doc("Answers session.ping.")
public record Pong(@Doc("The server's clock.") Instant at) implements ServerReply {}
