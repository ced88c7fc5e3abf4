package chatx.server;

import chatx.lan.LanInterface;
import chatx.lan.LanInterfaces;
import chatx.protocol.codec.InviteCodec;
import chatx.protocol.invite.InviteAddress;
import chatx.protocol.trust.ServerKey;
import chatx.server.invite.InvitePlace;
import java.net.InetAddress;
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
    InviteCodec.address(config.inviteAddress()).ifPresent(addresses::add);
    ServerConfig.Listen listen = config.listen();
    boolean everywhere = listen.address().filter(InetAddress::isAnyLocalAddress).isPresent();
    for (String each : everywhere ? present() : List.of(listen.host())) {
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

  private static List<String> present() {
    return LanInterfaces.present().stream()
        .map(LanInterface::address)
        .map(InetAddress::getHostAddress)
        .distinct()
        .toList();
  }
}
