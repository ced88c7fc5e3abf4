package chatx.lan;

import java.time.Duration;
import java.util.List;

/** One thing that was found about the network, without words: those are for who shows it. */
public sealed interface NetworkFinding {
  /** All is well with these. */
  record OnNetworks(List<LanInterface> interfaces) implements NetworkFinding {}

  /** There is no network that others could be on. */
  record NoNetwork(List<LanInterfaces.Skipped> skipped) implements NetworkFinding {}

  /**
   * @param broadcast whether the other way works
   */
  record MulticastBlocked(LanInterface on, boolean broadcast) implements NetworkFinding {}

  /**
   * @param multicast whether the other way works
   */
  record BroadcastBlocked(LanInterface on, boolean multicast) implements NetworkFinding {}

  /** The system sends multicast into that tunnel; ours is sent past it, other programs' is not. */
  record VpnHoldsMulticast(String tunnel) implements NetworkFinding {}

  /** The system sends what is for the neighbours into that tunnel. */
  record VpnHoldsNetwork(LanInterface network, String tunnel) implements NetworkFinding {}

  /** Another program listens on our UDP port and shares it with nobody. */
  record BeaconPortTaken(int port) implements NetworkFinding {}

  /** Nobody listens at the address that others use. */
  record PortClosed(LanInterface on, int port) implements NetworkFinding {}

  /** Something swallows connections to the port, on this computer already. */
  record PortFiltered(LanInterface on, int port) implements NetworkFinding {}

  /**
   * A firewall of this computer has a rule in the way.
   *
   * @param program {@code nftables} or {@code ufw}
   * @param rule as the program writes it
   */
  record FirewallRule(String program, String rule) implements NetworkFinding {}

  /**
   * A server's clock shows another time.
   *
   * @param ahead how far this computer's is ahead; negative when it is behind
   */
  record ClockOff(String server, String address, Duration ahead) implements NetworkFinding {}

  /** Whether it says that something is in the way. */
  default boolean isTrouble() {
    return !(this instanceof OnNetworks);
  }
}
