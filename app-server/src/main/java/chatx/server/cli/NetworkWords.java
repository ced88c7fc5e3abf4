package chatx.server.cli;

import chatx.lan.LanInterface;
import chatx.lan.LanInterfaces;
import chatx.lan.NetworkFinding;
import chatx.server.text.OneLine;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the look at the network found, in the words of {@code doctor}. */
final class NetworkWords {
  private static final int LONGEST = 80;

  private NetworkWords() {}

  static Finding of(NetworkFinding finding) {
    return switch (finding) {
      case NetworkFinding.OnNetworks(List<LanInterface> interfaces) ->
          Finding.ok(
              "network",
              "others can connect to "
                  + interfaces.stream().map(NetworkWords::words).collect(Collectors.joining(", ")));
      case NetworkFinding.NoNetwork(List<LanInterfaces.Skipped> skipped) ->
          Finding.warn(
              "network",
              "no network is connected"
                  + (skipped.isEmpty()
                      ? ""
                      : "; left out: "
                          + skipped.stream()
                              .map(NetworkWords::words)
                              .collect(Collectors.joining(", "))),
              "Only this computer can connect. Plug in a cable or join a Wi-Fi.");
      case NetworkFinding.MulticastBlocked(LanInterface on, boolean broadcast) ->
          Finding.warn(
              "multicast",
              "multicast is blocked on %s: %s"
                  .formatted(
                      words(on),
                      broadcast
                          ? "people find each other by broadcast only, and mDNS does not work"
                          : "nobody finds anybody by themselves"),
              "Allow UDP 8420 and 5353 in this computer's firewall.");
      case NetworkFinding.BroadcastBlocked(LanInterface on, boolean multicast) ->
          Finding.warn(
              "broadcast",
              "broadcast is blocked on %s%s"
                  .formatted(
                      words(on), multicast ? ": people find each other by multicast only" : ""),
              "Allow UDP 8420 in this computer's firewall.");
      case NetworkFinding.VpnHoldsMulticast(String tunnel) ->
          Finding.warn(
              "vpn",
              "%s holds the route of multicast: other programs' searches end in the tunnel, ours"
                      .formatted(OneLine.of(tunnel, LONGEST))
                  + " go past it",
              "If people are not found, allow local networks in the VPN's settings.");
      case NetworkFinding.VpnHoldsNetwork(LanInterface network, String tunnel) ->
          Finding.fail(
              "vpn",
              "%s holds the route to the neighbours of %s: nobody there can be reached"
                  .formatted(OneLine.of(tunnel, LONGEST), words(network)),
              "Allow local networks in the VPN's settings, or switch it off.");
      case NetworkFinding.BeaconPortTaken(int port) ->
          Finding.warn(
              "discovery",
              "another program holds UDP port " + port + ": announcements of others are not heard",
              "Close it: ss -ulpn | grep " + port);
      case NetworkFinding.PortClosed(LanInterface on, int port) ->
          Finding.fail(
              "firewall",
              "%s refuses connections to port %d".formatted(words(on), port),
              "Use host = 0.0.0.0, or allow the port in this computer's firewall.");
      case NetworkFinding.PortFiltered(LanInterface on, int port) ->
          Finding.fail(
              "firewall",
              "connections to %s port %d disappear".formatted(words(on), port),
              allow(port));
      case NetworkFinding.FirewallRule(String program, String rule) ->
          Finding.warn(
              "firewall",
              program.equals("ufw")
                  ? "ufw is on; it lets in only what it was told to"
                  : program + " has: " + OneLine.of(rule, LONGEST * 2),
              allow(8420));
      case NetworkFinding.ClockOff(String server, String address, Duration ahead) ->
          Finding.warn(
              "clock",
              "the clock of %s (%s) shows another time: this computer is %s"
                  .formatted(OneLine.of(server, LONGEST), address, apart(ahead)),
              "Set both by the network (NTP): sign-ins and times depend on it.");
    };
  }

  /** How to let people in, by the system. */
  private static String allow(int port) {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    if (system.contains("windows")) {
      return "netsh advfirewall firewall add rule name=ChatX dir=in action=allow protocol=TCP"
          + " localport="
          + port
          + " (and UDP 8420, 5353)";
    }
    return system.contains("mac")
        ? "System Settings, Network, Firewall: allow ChatX."
        : "sudo ufw allow %d; or for nftables: nft insert rule inet filter input tcp dport %d accept (and udp dport { 8420, 5353 })"
            .formatted(port, port);
  }

  private static String apart(Duration ahead) {
    Duration size = ahead.abs();
    String amount =
        size.toHours() > 0
            ? size.toHours() + " h " + size.toMinutesPart() + " min"
            : size.toMinutes() + " min";
    return amount + (ahead.isNegative() ? " behind" : " ahead");
  }

  private static String words(LanInterface each) {
    return each.name() + " " + each.address().getHostAddress();
  }

  private static String words(LanInterfaces.Skipped each) {
    return each.name()
        + " ("
        + switch (each.why()) {
          case DOWN -> "down";
          case LOOPBACK -> "this computer only";
          case INSIDE -> "inside this computer";
          case TUNNEL -> "a tunnel";
          case NO_ADDRESS -> "no address";
        }
        + ")";
  }
}
