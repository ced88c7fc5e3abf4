package chatx.server.socket;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many connections are open, in all and from each address. Of an IPv6 address the network (/64)
 * counts, because one client has all of it. Safe for use by any thread.
 */
final class AddressCounts {

  private final ConcurrentHashMap<Long, Integer> open = new ConcurrentHashMap<>();
  private final AtomicInteger all = new AtomicInteger();

  /** Counts a connection and returns how many its address has now. */
  int add(InetAddress address) {
    all.incrementAndGet();
    return addBehindProxy(address);
  }

  /** Counts a client whose connection to its proxy is counted already. */
  int addBehindProxy(InetAddress address) {
    return open.merge(key(address), 1, Integer::sum);
  }

  void remove(InetAddress address) {
    all.decrementAndGet();
    removeBehindProxy(address);
  }

  void removeBehindProxy(InetAddress address) {
    open.computeIfPresent(key(address), (_, count) -> count > 1 ? count - 1 : null);
  }

  int all() {
    return all.get();
  }

  /** The upper half of an IPv6 address; an IPv4 address in the range that IPv6 never uses. */
  private static long key(InetAddress address) {
    ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
    return address instanceof Inet6Address ? bytes.getLong() : bytes.getInt() & 0xFFFFFFFFL;
  }
}
