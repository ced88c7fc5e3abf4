package chatx.protocol;

@Doc("What a client should know of the server.")
public record ServerInfo(
    @Doc("What its operator calls it.") String name,
    @Doc("Its version.") String version,
    @Doc("The newest protocol version that it speaks.") int protocol,
    @Doc("The longest message, in characters (Unicode code points).") int maxMessageLength,
    @Doc("The largest frame it reads, in bytes.") int maxFrameBytes,
    @Doc("How often it pings a silent connection.") int pingIntervalSeconds) {}
