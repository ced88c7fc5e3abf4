package chatx.server.limit;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.HexFormat;

/** By what an address is counted. */
public final class AddressKey {

  private static final int NETWORK_BYTES = 8;

  private AddressKey() {}

  /**
   * An IPv4 address as it is, an IPv6 one by its /64: one subscriber owns a whole /64, and could
   * otherwise come from a new address every time.
   */
  public static String of(InetAddress address) {
    if (address instanceof Inet4Address || address.isLoopbackAddress()) {
      return address.getHostAddress();
    }
    return HexFormat.of().formatHex(address.getAddress(), 0, NETWORK_BYTES) + "/64";
  }
}
