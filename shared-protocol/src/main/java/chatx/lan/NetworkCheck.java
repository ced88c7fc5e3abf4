package chatx.lan;

import chatx.protocol.codec.LanCodec;
import chatx.protocol.lan.Announcement;
import chatx.protocol.lan.LanPacket;
import chatx.protocol.trust.ServerKey;
import java.io.IOException;
import java.net.ConnectException;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Looks for what keeps people on one network from finding each other. It sends to itself, and
 * changes nothing. What lies behind this computer's own network card it cannot see: other people's
 * firewalls, and access points that keep their guests apart. Blocks for some seconds at most.
 */
public final class NetworkCheck {
  private static final Duration HEARING = Duration.ofMillis(600);
  private static final int CONNECT_MS = 1_000;

  /** Servers answer at once; the other looks take most of this time anyway. */
  private static final Duration ANSWERS = Duration.ofMillis(300);

  private static final Duration CLOCK_SLACK = Duration.ofMinutes(1);
  private static final int MOST_CLOCKS = 20;

  private final List<LanInterface> interfaces;
  private final List<LanInterfaces.Skipped> skipped;
  private final Clock clock;
  private final Map<ServerKey, NetworkFinding.ClockOff> clocks = new ConcurrentHashMap<>();
  private final LanCodec codec = new LanCodec();
  private final SecureRandom random = new SecureRandom();

  private NetworkCheck(Clock clock) {
    this.clock = clock;
    interfaces = LanInterfaces.present();
    skipped = LanInterfaces.skipped();
  }

  /**
   * @param port where a server listens on this computer or is to listen; empty for who only joins
   */
  public static List<NetworkFinding> examine(OptionalInt port, Clock clock) {
    return new NetworkCheck(clock).findings(port);
  }

  private List<NetworkFinding> findings(OptionalInt port) {
    List<NetworkFinding> findings = new ArrayList<>();
    if (interfaces.isEmpty()) {
      findings.add(new NetworkFinding.NoNetwork(skipped));
      return findings;
    }
    findings.add(new NetworkFinding.OnNetworks(interfaces));
    try (Station station = new Station(this::heard)) {
      station.use(interfaces);
      station.send(new LanPacket.Who(random.nextInt()));
      hearing(findings);
      routes(findings);
      port.ifPresent(number -> doors(number, findings));
      findings.addAll(FirewallRules.read(port));
      Thread.sleep(ANSWERS);
    } catch (IOException e) {
      findings.add(new NetworkFinding.BeaconPortTaken(Station.PORT));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    findings.addAll(clocks.values());
    return findings;
  }

  private void heard(LanPacket packet, InetSocketAddress from) {
    if (packet instanceof LanPacket.Here(Announcement announcement, long time)
        && clocks.size() < MOST_CLOCKS) {
      Duration ahead = Duration.between(Instant.ofEpochSecond(time), clock.instant());
      if (ahead.abs().compareTo(CLOCK_SLACK) > 0) {
        clocks.put(
            announcement.server(),
            new NetworkFinding.ClockOff(
                announcement.name(), from.getAddress().getHostAddress(), ahead));
      }
    }
  }

  /** What is sent to everybody comes to the sender, too, unless something is in the way. */
  private void hearing(List<NetworkFinding> findings) {
    try (DatagramChannel ear = Station.shared();
        Selector selector = Selector.open()) {
      ear.configureBlocking(false);
      ear.register(selector, SelectionKey.OP_READ);
      for (LanInterface each : interfaces) {
        NetworkInterface system = NetworkInterface.getByName(each.name());
        if (system == null) {
          continue;
        }
        boolean multicast = false;
        boolean broadcast = false;
        try {
          var _ = ear.join(Station.GROUP, system);
          multicast = comesBack(each, system, Station.GROUP, ear, selector);
        } catch (IOException _) {
          // No multicast there at all.
        }
        try {
          broadcast = comesBack(each, system, each.broadcast(), ear, selector);
        } catch (IOException _) {
          // Forbidden, which is as good as lost.
        }
        if (!multicast) {
          findings.add(new NetworkFinding.MulticastBlocked(each, broadcast));
        }
        if (!broadcast) {
          findings.add(new NetworkFinding.BroadcastBlocked(each, multicast));
        }
      }
    } catch (IOException e) {
      findings.add(new NetworkFinding.BeaconPortTaken(Station.PORT));
    }
  }

  private boolean comesBack(
      LanInterface each,
      NetworkInterface system,
      InetAddress to,
      DatagramChannel ear,
      Selector selector)
      throws IOException {
    long nonce = random.nextInt();
    try (DatagramChannel mouth = DatagramChannel.open(StandardProtocolFamily.INET)) {
      mouth.setOption(StandardSocketOptions.SO_BROADCAST, true);
      mouth.setOption(StandardSocketOptions.IP_MULTICAST_TTL, 1);
      mouth.setOption(StandardSocketOptions.IP_MULTICAST_IF, system);
      mouth.bind(new InetSocketAddress(each.address(), 0));
      var _ =
          mouth.send(
              ByteBuffer.wrap(codec.encode(new LanPacket.Who(nonce))),
              new InetSocketAddress(to, Station.PORT));
    }
    long start = System.nanoTime();
    ByteBuffer buffer = ByteBuffer.allocate(LanCodec.MOST_BYTES + 1);
    while (true) {
      long left = HEARING.minusNanos(System.nanoTime() - start).toMillis();
      if (left <= 0) {
        return false;
      }
      var _ = selector.select(left);
      selector.selectedKeys().clear();
      while (ear.receive(buffer.clear()) != null) {
        Optional<LanPacket> packet = codec.decode(buffer.flip());
        if (packet.isPresent()
            && packet.get() instanceof LanPacket.Who(long heard)
            && heard == nonce) {
          return true;
        }
      }
    }
  }

  /** Where the system itself would send: a VPN may have taken these routes. */
  private void routes(List<NetworkFinding> findings) {
    way(Station.GROUP)
        .ifPresent(taken -> findings.add(new NetworkFinding.VpnHoldsMulticast(taken)));
    for (LanInterface each : interfaces) {
      InetAddress neighbour = LanFinder.neighbours(each).getFirst();
      way(neighbour)
          .ifPresent(taken -> findings.add(new NetworkFinding.VpnHoldsNetwork(each, taken)));
    }
  }

  /** The interface that the system would take, when it is none of ours. */
  private Optional<String> way(InetAddress there) {
    try (DatagramSocket socket = new DatagramSocket()) {
      // Nothing is sent by this: it only has the system choose.
      socket.connect(new InetSocketAddress(there, Station.PORT));
      InetAddress from = socket.getLocalAddress();
      if (!(from instanceof Inet4Address)
          || from.isAnyLocalAddress()
          || interfaces.stream().anyMatch(each -> each.address().equals(from))) {
        return Optional.empty();
      }
      @Nullable NetworkInterface taken = NetworkInterface.getByInetAddress(from);
      boolean tunnel =
          taken != null
              && skipped.stream()
                  .anyMatch(each ->
                      each.name().equals(taken.getName())
                          && each.why() != LanInterfaces.Unfit.LOOPBACK);
      return tunnel ? Optional.of(taken.getName()) : Optional.empty();
    } catch (SocketException _) {
      return Optional.empty();
    }
  }

  /** Whether this computer lets itself in by the address that others use. */
  private void doors(int port, List<NetworkFinding> findings) {
    try (ServerSocket own = new ServerSocket()) {
      try {
        own.bind(new InetSocketAddress(port));
      } catch (IOException _) {
        // A server listens there: so much the better, unless it is somebody else's.
      }
      for (LanInterface each : interfaces) {
        knock(each, own.isBound() ? own.getLocalPort() : port).ifPresent(findings::add);
      }
    } catch (IOException _) {
      // A socket that does not open or close says nothing about the network.
    }
  }

  private static Optional<NetworkFinding> knock(LanInterface each, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(each.address(), port), CONNECT_MS);
      return Optional.empty();
    } catch (ConnectException refused) {
      return Optional.of(new NetworkFinding.PortClosed(each, port));
    } catch (IOException timedOut) {
      return Optional.of(new NetworkFinding.PortFiltered(each, port));
    }
  }
}
