package chatx.protocol;

@WireName("session.ping")
@Doc(
    "Asks for a pong. Commands of one connection are answered in order, so the pong also says that"
        + " all before it were handled.")
public record Ping() implements SessionCommand {}
