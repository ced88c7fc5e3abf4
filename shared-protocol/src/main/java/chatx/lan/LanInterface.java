package chatx.lan;

import java.net.Inet4Address;
import java.net.InetAddress;

/**
 * One address of this computer on a network that others are on, too.
 *
 * @param name the system's name of the interface, {@code eth0} for instance
 * @param prefix how many bits of the address name the network
 * @param broadcast reaches everybody on that network
 */
public record LanInterface(String name, Inet4Address address, int prefix, Inet4Address broadcast) {
  /** Whether that address is on the same network. */
  public boolean reaches(InetAddress other) {
    return other instanceof Inet4Address four
        && (bits(four) ^ bits(address)) >>> (Integer.SIZE - prefix) == 0;
  }

  /** The address as a number. */
  static int bits(Inet4Address address) {
    int bits = 0;
    for (byte each : address.getAddress()) {
      bits = bits << Byte.SIZE | Byte.toUnsignedInt(each);
    }
    return bits;
  }
}
