package chatx.desktop.host;

import chatx.lan.LanInterfaces;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** Under which addresses other computers of the local network reach this one. */
final class LanAddresses {
  private LanAddresses() {}

  /** What the choice depends on, so that it can be made for any machine. */
  record Interface(
      String name,
      String displayName,
      boolean up,
      boolean loopback,
      boolean pointToPoint,
      List<InetAddress> addresses) {

    Interface {
      addresses = List.copyOf(addresses);
    }
  }

  /** The present addresses of this computer, the likeliest first; empty without a network. */
  static List<InetAddress> present() {
    List<Interface> interfaces = new ArrayList<>();
    try {
      for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
        interfaces.add(
            new Interface(
                each.getName(),
                String.valueOf(each.getDisplayName()),
                each.isUp(),
                each.isLoopback(),
                each.isPointToPoint(),
                Collections.list(each.getInetAddresses())));
      }
    } catch (SocketException _) {
      // An interface that went away while it was asked: the others count.
      return choose(interfaces);
    }
    return choose(interfaces);
  }

  /**
   * Private IPv4 first, then other IPv4; IPv6, which nobody likes to type, only where there is no
   * IPv4. An address of one link alone needs the name of the interface of whoever types it, so it
   * is of no use to anybody.
   */
  static List<InetAddress> choose(List<Interface> interfaces) {
    List<InetAddress> all =
        interfaces.stream()
            .filter(each -> each.up() && !each.loopback() && !each.pointToPoint())
            .filter(
                each -> LanInterfaces.isLan(each.name()) && LanInterfaces.isLan(each.displayName()))
            .flatMap(each -> each.addresses().stream())
            .filter(address ->
                !address.isLoopbackAddress()
                    && !address.isMulticastAddress()
                    && !address.isAnyLocalAddress()
                    && !address.isLinkLocalAddress())
            .sorted(Comparator.comparingInt(LanAddresses::rank))
            .toList();
    List<InetAddress> four = all.stream().filter(Inet4Address.class::isInstance).toList();
    return four.isEmpty() ? all : four;
  }

  private static int rank(InetAddress address) {
    return switch (address) {
      case Inet4Address four -> four.isSiteLocalAddress() ? 0 : 1;
      case Inet6Address _ -> 2;
      default -> 3;
    };
  }
}
