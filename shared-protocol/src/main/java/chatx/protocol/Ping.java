package chatx.protocol;

@WireName("session.ping")
@Doc(
    "Asks for a pong. The pong comes after the answers to all commands of a connection, unlike"
        + " those in a room, that this one sent before.")
@AnsweredBy(Pong.class)
public record Ping() implements SessionCommand {}
