package chatx.server.peer;

import java.net.InetAddress;

/**
 * Where a request comes from.
 *
 * @param address of the client, as far as it is known: behind a proxy that is not trusted the
 *     proxy's
 * @param secure whether the client itself spoke TLS
 */
public record Peer(InetAddress address, boolean secure) {}
