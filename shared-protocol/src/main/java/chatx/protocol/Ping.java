package chatx.protocol;

@WireName("session.ping")
@Doc(
    "Asks for a pong. The pong comes after the answers to all commands without a room that this"
        + " connection sent before.")
@AnsweredBy(Pong.class)
public record Ping() implements SessionCommand {}
