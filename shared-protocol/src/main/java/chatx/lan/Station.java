package chatx.lan;

import chatx.protocol.codec.LanCodec;
import chatx.protocol.lan.LanPacket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Our own packets on all chosen interfaces: each is sent from the interface's own address, to the
 * multicast group and to its network's broadcast address, so that a route which a VPN has taken
 * does not lead it astray. What is heard is told on a thread of the station's own. Any thread.
 */
final class Station implements AutoCloseable {
  /** Of UDP; the same number as a server's usual one of TCP. */
  static final int PORT = 8420;

  /** Of the block that stays inside an organisation (RFC 2365). */
  static final InetAddress GROUP = literal(239, 255, 84, 20);

  private static final Logger log = LoggerFactory.getLogger(Station.class);

  /** Reading more in a second costs more than a crowded network is worth. */
  private static final int MOST_PER_SECOND = 500;

  private final LanCodec codec = new LanCodec();
  private final Hearing hearing;
  private final Selector selector;
  private final Map<LanInterface, DatagramChannel> mouths = new HashMap<>();
  private final Set<String> joined = new HashSet<>();
  private @Nullable DatagramChannel ear;
  private boolean closed;

  /** Who is told of packets. */
  @FunctionalInterface
  interface Hearing {
    void heard(LanPacket packet, InetSocketAddress from);
  }

  Station(Hearing hearing) throws IOException {
    this.hearing = hearing;
    this.selector = Selector.open();
    Thread.ofPlatform().daemon().name("lan-station").start(this::listen);
  }

  /** Opens what is new and closes what is gone; an interface in both goes on as it is. */
  synchronized void use(List<LanInterface> interfaces) {
    if (closed) {
      return;
    }
    mouths
        .entrySet()
        .removeIf(each -> {
          boolean gone = !interfaces.contains(each.getKey());
          if (gone) {
            close(each.getValue());
          }
          return gone;
        });
    for (LanInterface each : interfaces) {
      if (!mouths.containsKey(each)) {
        DatagramChannel mouth = mouth(each);
        if (mouth != null) {
          mouths.put(each, mouth);
        }
      }
    }
    listenOn(interfaces);
    selector.wakeup();
  }

  /** Everything anew, as after a sleep, when memberships of groups may be forgotten. */
  synchronized void renew(List<LanInterface> interfaces) {
    use(List.of());
    use(interfaces);
  }

  /** To everybody on every network in use. */
  synchronized void send(LanPacket packet) {
    byte[] bytes = codec.encode(packet);
    mouths.forEach((each, mouth) -> {
      send(mouth, bytes, new InetSocketAddress(GROUP, PORT));
      send(mouth, bytes, new InetSocketAddress(each.broadcast(), PORT));
    });
  }

  /**
   * To one who asked: from the interface's own address where they are on its network, and from our
   * port, which is where a firewall on their side expects an answer from. Nothing is sent to
   * strangers from elsewhere, who may have been made the target of somebody else's questions.
   */
  synchronized void answer(LanPacket packet, InetSocketAddress to) {
    byte[] bytes = codec.encode(packet);
    boolean near = sendFromItsNetwork(bytes, to);
    DatagramChannel open = ear;
    if (open != null && (near || to.getAddress().isSiteLocalAddress())) {
      send(open, bytes, to);
    }
  }

  /** To one address, wherever it is; for those elsewhere the system's routes say from where. */
  synchronized void ask(LanPacket packet, InetAddress there) {
    byte[] bytes = codec.encode(packet);
    var to = new InetSocketAddress(there, PORT);
    DatagramChannel open = ear;
    if (!sendFromItsNetwork(bytes, to) && open != null) {
      send(open, bytes, to);
    }
  }

  private boolean sendFromItsNetwork(byte[] bytes, InetSocketAddress to) {
    for (Map.Entry<LanInterface, DatagramChannel> each : mouths.entrySet()) {
      if (each.getKey().reaches(to.getAddress())) {
        send(each.getValue(), bytes, to);
        return true;
      }
    }
    return false;
  }

  @Override
  public synchronized void close() {
    closed = true;
    mouths.values().forEach(Station::close);
    mouths.clear();
    closeEar();
    try {
      selector.close();
    } catch (IOException e) {
      log.debug("the selector did not close", e);
    }
  }

  private @Nullable DatagramChannel mouth(LanInterface each) {
    try {
      DatagramChannel mouth = DatagramChannel.open(StandardProtocolFamily.INET);
      try {
        mouth.configureBlocking(false);
        mouth.setOption(StandardSocketOptions.SO_BROADCAST, true);
        mouth.setOption(StandardSocketOptions.IP_MULTICAST_TTL, 1);
        NetworkInterface system = NetworkInterface.getByName(each.name());
        if (system != null) {
          mouth.setOption(StandardSocketOptions.IP_MULTICAST_IF, system);
        }
        mouth.bind(new InetSocketAddress(each.address(), 0));
        mouth.register(selector, SelectionKey.OP_READ);
        return mouth;
      } catch (IOException | RuntimeException e) {
        mouth.close();
        throw e;
      }
    } catch (IOException e) {
      log.debug("{} cannot be used", each, e);
      return null;
    }
  }

  /** A socket that joined a group on an interface which went away cannot always join again. */
  private void listenOn(List<LanInterface> interfaces) {
    Set<String> names = new HashSet<>();
    interfaces.forEach(each -> names.add(each.name() + each.address()));
    if (!names.containsAll(joined) || names.isEmpty()) {
      closeEar();
    }
    if (names.isEmpty()) {
      return;
    }
    try {
      DatagramChannel open = ear;
      if (open == null) {
        open = openEar();
        ear = open;
      }
      for (LanInterface each : interfaces) {
        NetworkInterface system = NetworkInterface.getByName(each.name());
        if (system != null && joined.add(each.name() + each.address())) {
          // A second address of the same interface joins what it has joined already: no harm.
          var _ = open.join(GROUP, system);
        }
      }
    } catch (IOException e) {
      // The doctor names who holds the port; answers to our own questions still arrive.
      log.debug("UDP port {} cannot be listened on", PORT, e);
    }
  }

  private DatagramChannel openEar() throws IOException {
    DatagramChannel open = shared();
    try {
      open.configureBlocking(false);
      open.register(selector, SelectionKey.OP_READ);
      return open;
    } catch (IOException | RuntimeException e) {
      open.close();
      throw e;
    }
  }

  /** A socket on our port that other programs of ours can have, too. */
  static DatagramChannel shared() throws IOException {
    DatagramChannel open = DatagramChannel.open(StandardProtocolFamily.INET);
    try {
      open.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      // On Linux the address alone is enough, and sharing the port would be for one user only.
      if (!System.getProperty("os.name", "").startsWith("Linux")
          && open.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT)) {
        open.setOption(StandardSocketOptions.SO_REUSEPORT, true);
      }
      open.bind(new InetSocketAddress(PORT));
      return open;
    } catch (IOException | RuntimeException e) {
      open.close();
      throw e;
    }
  }

  private void closeEar() {
    DatagramChannel open = ear;
    ear = null;
    joined.clear();
    if (open != null) {
      close(open);
    }
  }

  private static void send(DatagramChannel mouth, byte[] bytes, SocketAddress to) {
    try {
      var _ = mouth.send(ByteBuffer.wrap(bytes), to);
    } catch (IOException e) {
      // A firewall, a cable that was pulled: the other ways may work, and this one later.
      log.debug("not sent to {}: {}", to, e.toString());
    }
  }

  private void listen() {
    ByteBuffer buffer = ByteBuffer.allocate(LanCodec.MOST_BYTES + 1);
    long second = System.nanoTime();
    int read = 0;
    try {
      while (selector.isOpen()) {
        var _ = selector.select();
        List<SelectionKey> ready = new ArrayList<>(selector.selectedKeys());
        selector.selectedKeys().clear();
        for (SelectionKey key : ready) {
          if (System.nanoTime() - second > 1_000_000_000L) {
            second = System.nanoTime();
            read = 0;
          }
          read += drain(key, buffer, read < MOST_PER_SECOND);
        }
      }
    } catch (ClosedSelectorException _) {
      // The station was closed.
    } catch (IOException e) {
      log.warn("the local network is not listened to any more", e);
    }
  }

  private int drain(SelectionKey key, ByteBuffer buffer, boolean heed) {
    int read = 0;
    try {
      while (key.isValid()
          && ((DatagramChannel) key.channel()).receive(buffer.clear())
              instanceof InetSocketAddress from) {
        read++;
        if (heed && read < MOST_PER_SECOND) {
          codec.decode(buffer.flip()).ifPresent(packet -> tell(packet, from));
        }
      }
    } catch (IOException _) {
      // Closed meanwhile, or an answer of the network to something that was sent before.
    }
    return read;
  }

  private void tell(LanPacket packet, InetSocketAddress from) {
    try {
      hearing.heard(packet, from);
    } catch (RuntimeException e) {
      log.error("a packet from {} was not dealt with", from, e);
    }
  }

  private static void close(DatagramChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      log.debug("a socket did not close", e);
    }
  }

  private static InetAddress literal(int... parts) {
    var bytes = new byte[parts.length];
    for (int i = 0; i < parts.length; i++) {
      bytes[i] = (byte) parts[i];
    }
    try {
      return InetAddress.getByAddress(bytes);
    } catch (java.net.UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }
}
