package chatx.lan;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the interfaces behind which people are: neither networks inside this computer nor tunnels
 * out of it. Any thread.
 */
public final class LanInterfaces {
  /** Bridges and ends of containers and virtual machines. */
  private static final Pattern INSIDE =
      Pattern.compile(
          "(docker|veth|br-|virbr|vboxnet|vmnet|vmenet|cni|flannel|cali|lxc|lxd|podman|vethernet"
              + "|hyper-v|awdl|llw|anpi).*");

  /** Tunnels: what is sent there leaves the local network. */
  private static final Pattern TUNNEL =
      Pattern.compile("(tun|tap|wg|utun|ipsec|ppp|zt|tailscale|nordlynx|proton|cscotun|vpn).*");

  /** Longer prefixes leave no room for a neighbour. */
  private static final int LONGEST_PREFIX = 30;

  private LanInterfaces() {}

  /** Why an interface is of no use for finding anybody. */
  public enum Unfit {
    DOWN,
    LOOPBACK,
    /** A network inside this computer. */
    INSIDE,
    /** A VPN or another way out of the local network. */
    TUNNEL,
    /** It is up and has no IPv4 address: no cable, no Wi-Fi, or no DHCP. */
    NO_ADDRESS
  }

  /** One that is left out. */
  public record Skipped(String name, Unfit why) {}

  /** What the choice depends on, so that it can be made for any machine. */
  record Sighting(
      String name,
      String displayName,
      boolean up,
      boolean loopback,
      boolean pointToPoint,
      List<Address> addresses) {
    Sighting {
      addresses = List.copyOf(addresses);
    }
  }

  /** One address as the system tells of it. */
  record Address(InetAddress address, int prefix, @Nullable InetAddress broadcast) {}

  /** Those of this computer at the moment, the likeliest first; empty without a network. */
  public static List<LanInterface> present() {
    return choose(seen());
  }

  /** Those that {@link #present} left out. */
  public static List<Skipped> skipped() {
    return seen().stream()
        .flatMap(each -> unfit(each).map(why -> new Skipped(each.name(), why)).stream())
        .toList();
  }

  /** Whether an interface of that name leads to people; says nothing about its state. */
  public static boolean isLan(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return !INSIDE.matcher(lower).matches() && !TUNNEL.matcher(lower).matches();
  }

  static List<LanInterface> choose(List<Sighting> interfaces) {
    List<LanInterface> chosen = new ArrayList<>();
    for (Sighting each : interfaces) {
      if (unfit(each).isEmpty()) {
        each.addresses().stream()
            .flatMap(address -> usable(each, address).stream())
            .forEach(chosen::add);
      }
    }
    chosen.sort(
        Comparator.comparing((LanInterface each) -> each.address().isLinkLocalAddress())
            .thenComparing(each -> !each.address().isSiteLocalAddress())
            .thenComparing(LanInterface::name));
    return List.copyOf(chosen);
  }

  static Optional<Unfit> unfit(Sighting one) {
    if (one.loopback()) {
      return Optional.of(Unfit.LOOPBACK);
    }
    if (isTunnel(one.name()) || isTunnel(one.displayName()) || one.pointToPoint()) {
      return Optional.of(Unfit.TUNNEL);
    }
    if (isInside(one.name()) || isInside(one.displayName())) {
      return Optional.of(Unfit.INSIDE);
    }
    if (!one.up()) {
      return Optional.of(Unfit.DOWN);
    }
    return one.addresses().stream().noneMatch(address -> usable(one, address).isPresent())
        ? Optional.of(Unfit.NO_ADDRESS)
        : Optional.empty();
  }

  private static Optional<LanInterface> usable(Sighting one, Address candidate) {
    if (candidate.address() instanceof Inet4Address four
        && !four.isLoopbackAddress()
        && !four.isAnyLocalAddress()
        && candidate.prefix() > 0
        && candidate.prefix() <= LONGEST_PREFIX
        && candidate.broadcast() instanceof Inet4Address everybody) {
      return Optional.of(new LanInterface(one.name(), four, candidate.prefix(), everybody));
    }
    return Optional.empty();
  }

  private static boolean isInside(String name) {
    return INSIDE.matcher(name.toLowerCase(Locale.ROOT)).matches();
  }

  private static boolean isTunnel(String name) {
    return TUNNEL.matcher(name.toLowerCase(Locale.ROOT)).matches();
  }

  private static List<Sighting> seen() {
    List<Sighting> seen = new ArrayList<>();
    List<NetworkInterface> all;
    try {
      all = NetworkInterface.networkInterfaces().toList();
    } catch (SocketException _) {
      return seen;
    }
    for (NetworkInterface each : all) {
      try {
        List<Address> addresses = new ArrayList<>();
        for (InterfaceAddress one : each.getInterfaceAddresses()) {
          addresses.add(
              new Address(one.getAddress(), one.getNetworkPrefixLength(), one.getBroadcast()));
        }
        seen.add(
            new Sighting(
                each.getName(),
                String.valueOf(each.getDisplayName()),
                each.isUp(),
                each.isLoopback(),
                each.isPointToPoint(),
                addresses));
      } catch (SocketException _) {
        // It went away while it was asked: the others count.
      }
    }
    return seen;
  }
}
