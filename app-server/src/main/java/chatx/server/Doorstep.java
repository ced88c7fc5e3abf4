package chatx.server;

import chatx.lan.LanInterface;
import chatx.lan.LanInterfaces;
import chatx.protocol.invite.InviteAddress;
import chatx.protocol.trust.ServerKey;
import chatx.server.invite.InvitePlace;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** Where invites lead to: the addresses that this server has at the moment. Any thread. */
final class Doorstep {
  private static final int MOST = 8;

  private final ServerConfig config;
  private final Supplier<Optional<ServerKey>> key;
  private final IntSupplier port;

  Doorstep(ServerConfig config, Supplier<Optional<ServerKey>> key, IntSupplier port) {
    this.config = config;
    this.key = key;
    this.port = port;
  }

  InvitePlace now() {
    Set<InviteAddress> addresses = new LinkedHashSet<>();
    parse(config.inviteAddress()).ifPresent(addresses::add);
    String host = config.listen().host();
    for (String each : everywhere(host) ? present() : List.of(host)) {
      addresses.add(new InviteAddress(each.toLowerCase(Locale.ROOT), port.getAsInt()));
    }
    if (addresses.isEmpty()) {
      // In no network at all: whoever is on this computer.
      addresses.add(new InviteAddress("127.0.0.1", port.getAsInt()));
    }
    return new InvitePlace(
        addresses.stream().limit(MOST).toList(),
        config.tls().on(),
        key.get().orElse(null),
        config.serverName());
  }

  /** {@code HOST:PORT}, or empty for anything else. */
  static Optional<InviteAddress> parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 1 || !text.substring(colon + 1).matches("[1-9][0-9]{0,4}")) {
      return Optional.empty();
    }
    String host = text.substring(0, colon).toLowerCase(Locale.ROOT);
    String bare =
        host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    int port = Integer.parseInt(text.substring(colon + 1));
    boolean name = bare.matches("[a-z0-9._-]+") && !bare.startsWith("-") && !bare.startsWith(".");
    boolean six = !bare.equals(host) && bare.matches("[0-9a-f:.]+");
    return port <= 0xFFFF && (name || six)
        ? Optional.of(new InviteAddress(bare, port))
        : Optional.empty();
  }

  private static List<String> present() {
    return LanInterfaces.present().stream()
        .map(LanInterface::address)
        .map(InetAddress::getHostAddress)
        .distinct()
        .toList();
  }

  private static boolean everywhere(String host) {
    try {
      return InetAddress.getByName(host).isAnyLocalAddress();
    } catch (UnknownHostException _) {
      return false;
    }
  }
}
