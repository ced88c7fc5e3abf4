package chatx.lan;

import chatx.protocol.lan.Announcement;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A server that is there, as far as anybody can tell.
 *
 * @param announcement what it says of itself; empty where only its port answered
 * @param name of the announcement, else the one it was known by, or its address
 * @param addresses never empty, the best one first
 * @param ping to its port, the fastest; empty while it has not answered
 */
public record FoundServer(
    Optional<Announcement> announcement,
    String name,
    List<InetSocketAddress> addresses,
    Set<Way> ways,
    Optional<Duration> ping) {
  public FoundServer {
    addresses = List.copyOf(addresses);
    ways = Set.copyOf(ways);
  }

  public InetSocketAddress address() {
    return addresses.getFirst();
  }
}
