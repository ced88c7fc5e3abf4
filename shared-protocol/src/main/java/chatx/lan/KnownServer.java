package chatx.lan;

/**
 * A server from before.
 *
 * @param name what to call it until it says so itself
 * @param host a name or an address
 */
public record KnownServer(String name, String host, int port) {}
