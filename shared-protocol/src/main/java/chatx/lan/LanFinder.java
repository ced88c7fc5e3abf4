package chatx.lan;

import chatx.protocol.codec.LanCodec;
import chatx.protocol.lan.LanPacket;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.jmdns.JmDNS;
import javax.jmdns.ServiceEvent;
import javax.jmdns.ServiceInfo;
import javax.jmdns.ServiceListener;

/**
 * Looks for servers until it is closed: by mDNS and by packets of our own at once, then at the
 * addresses of servers that are known from before, and address by address only when somebody asks
 * for it. Starting returns at once. Any thread.
 */
public final class LanFinder implements AutoCloseable {
  private static final Duration ASK_EVERY = Duration.ofSeconds(3);

  /** Where something has changed, once is easily missed. */
  private static final long[] AT_FIRST_MS = {0, 250, 1_000, 2_000};

  /** Servers that announce themselves come first: they say more. */
  private static final Duration KNOWN_AFTER = Duration.ofMillis(1_500);

  private static final Duration KNOWN_EVERY = Duration.ofSeconds(8);
  private static final Duration PING_EVERY = Duration.ofSeconds(3);
  private static final int PING_TIMEOUT_MS = 1_000;

  /** A search address by address must not look like an attack, nor crowd a Wi-Fi. */
  private static final long SCAN_PAUSE_MS = 10;

  private static final int SCAN_PREFIX = 24;
  private static final int SCAN_AT_ONCE = 32;
  private static final int SCAN_TIMEOUT_MS = 500;

  private final Supplier<List<KnownServer>> known;
  private final Consumer<List<FoundServer>> listener;
  private final Sightings sightings = new Sightings();
  private final LanCodec codec = new LanCodec();
  private final LanWatch watch;
  private final Station station;
  private final Mdns mdns;
  private final SecureRandom random = new SecureRandom();
  private final LanThread thread = new LanThread("lan-finder");
  private List<FoundServer> told = List.of();

  private LanFinder(
      Supplier<List<KnownServer>> known, Consumer<List<FoundServer>> listener, Clock clock)
      throws IOException {
    this.known = known;
    this.listener = listener;
    this.watch = new LanWatch(LanInterfaces::present, clock);
    this.station = new Station(this::heard);
    this.mdns = new Mdns((_, responder) -> responder.addServiceListener(Mdns.TYPE, new Ears()));
  }

  /**
   * @param known servers from before, asked for each time they are tried
   * @param listener told of all that is there whenever that changes, on one thread of this object
   * @throws IOException when the system gives no sockets at all
   */
  public static LanFinder start(
      Supplier<List<KnownServer>> known, Consumer<List<FoundServer>> listener, Clock clock)
      throws IOException {
    var finder = new LanFinder(known, listener, clock);
    finder.thread.every(Duration.ZERO, SleepWatch.EVERY, finder::lookAround);
    finder.thread.every(ASK_EVERY, ASK_EVERY, finder::ask);
    finder.thread.every(Mdns.REVIVAL, Mdns.REVIVAL, finder.mdns::revive);
    finder.thread.every(KNOWN_AFTER, KNOWN_EVERY, finder::tryKnown);
    finder.thread.every(Duration.ofMillis(500), Duration.ofSeconds(1), finder::expire);
    finder.thread.every(Duration.ofMillis(300), PING_EVERY, finder::ping);
    return finder;
  }

  /**
   * Asks every address of this computer's private networks, at most 254 of each, a hundred in a
   * second. Blocks until that is done, or the thread is interrupted.
   */
  public void scan() {
    var places = new Semaphore(SCAN_AT_ONCE);
    try {
      for (LanInterface each : LanInterfaces.present()) {
        if (each.address().isSiteLocalAddress()) {
          for (InetAddress there : neighbours(each)) {
            station.ask(who(), there);
            places.acquire();
            Thread.ofVirtual()
                .start(() -> {
                  tryPort(
                      new InetSocketAddress(there, Station.PORT),
                      there.getHostAddress(),
                      Way.SCAN,
                      SCAN_TIMEOUT_MS);
                  places.release();
                });
            Thread.sleep(SCAN_PAUSE_MS);
          }
        }
      }
      places.acquire(SCAN_AT_ONCE);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    thread.close();
    station.close();
    // Nothing is announced, so nobody waits for the goodbye.
    Thread.ofVirtual().name("mdns-close").start(mdns::close);
  }

  /** The others of its network; of a large network those that share the first 24 bits. */
  static List<InetAddress> neighbours(LanInterface each) {
    int prefix = Math.max(SCAN_PREFIX, each.prefix());
    int mask = -1 << (Integer.SIZE - prefix);
    int own = LanInterface.bits(each.address());
    List<InetAddress> all = new ArrayList<>();
    for (int bits = (own & mask) + 1; bits < (own | ~mask); bits++) {
      if (bits != own) {
        all.add(address(bits));
      }
    }
    return all;
  }

  private static InetAddress address(int bits) {
    try {
      return InetAddress.getByAddress(
          new byte[] {(byte) (bits >> 24), (byte) (bits >> 16), (byte) (bits >> 8), (byte) bits});
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }

  private void lookAround() {
    watch
        .look()
        .ifPresent(change -> {
          if (change.slept()) {
            station.renew(change.present());
            mdns.renew(change.present());
          } else {
            station.use(change.present());
            mdns.use(change.present());
          }
          thread.at(AT_FIRST_MS, this::ask);
        });
  }

  private void ask() {
    station.send(who());
  }

  private LanPacket.Who who() {
    return new LanPacket.Who(random.nextInt());
  }

  private void heard(LanPacket packet, InetSocketAddress from) {
    switch (packet) {
      case LanPacket.Here(var announcement, long _) ->
          onOwnThread(
              () -> sightings.here(announcement, from.getAddress(), Way.BEACON, System.nanoTime()));
      case LanPacket.Gone(var server) ->
          onOwnThread(() -> sightings.gone(server, from.getAddress()));
      case LanPacket.Who _ -> {}
    }
  }

  private void tryKnown() {
    known.get().forEach(each -> Thread.ofVirtual().start(() -> tryKnown(each)));
  }

  private void tryKnown(KnownServer each) {
    try {
      InetAddress there = InetAddress.getByName(each.host());
      if (there instanceof Inet4Address && !there.isLoopbackAddress()) {
        station.ask(who(), there);
      }
      tryPort(new InetSocketAddress(there, each.port()), each.name(), Way.KNOWN, PING_TIMEOUT_MS);
    } catch (UnknownHostException _) {
      // Its name leads nowhere at the moment.
    }
  }

  private void tryPort(InetSocketAddress there, String name, Way way, int timeoutMs) {
    connect(there, timeoutMs)
        .ifPresent(ping ->
            onOwnThread(() -> sightings.answered(there, name, way, ping, System.nanoTime())));
  }

  private void ping() {
    for (InetSocketAddress each : sightings.addresses()) {
      Thread.ofVirtual()
          .start(() -> {
            Optional<Duration> answer = connect(each, PING_TIMEOUT_MS);
            onOwnThread(() ->
                answer.ifPresentOrElse(
                    ping -> sightings.pinged(each, ping, System.nanoTime()),
                    () -> sightings.silent(each)));
          });
    }
  }

  /** How long it took to be let in; empty when nobody answered. */
  private static Optional<Duration> connect(InetSocketAddress there, int timeoutMs) {
    long start = System.nanoTime();
    try (Socket socket = new Socket()) {
      socket.connect(there, timeoutMs);
      return Optional.of(Duration.ofNanos(System.nanoTime() - start));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private void expire() {
    sightings.expire(System.nanoTime());
    tell();
  }

  private void onOwnThread(Runnable change) {
    thread.execute(() -> {
      change.run();
      tell();
    });
  }

  private void tell() {
    List<FoundServer> now = sightings.list();
    if (!now.equals(told)) {
      told = now;
      listener.accept(now);
    }
  }

  /** What mDNS says; on threads of JmDNS. */
  private final class Ears implements ServiceListener {
    @Override
    public void serviceAdded(ServiceEvent event) {
      JmDNS responder = event.getDNS();
      // Asks for the rest of it; the answer comes as an event of its own.
      responder.requestServiceInfo(event.getType(), event.getName(), 1);
    }

    @Override
    public void serviceRemoved(ServiceEvent event) {
      ServiceInfo info = event.getInfo();
      codec
          .announcement(info::getPropertyString, info.getPort())
          .ifPresent(announcement -> {
            for (Inet4Address each : info.getInet4Addresses()) {
              onOwnThread(() -> sightings.gone(announcement.server(), each));
            }
          });
    }

    @Override
    public void serviceResolved(ServiceEvent event) {
      ServiceInfo info = event.getInfo();
      codec
          .announcement(info::getPropertyString, info.getPort())
          .ifPresent(announcement -> {
            for (Inet4Address each : info.getInet4Addresses()) {
              onOwnThread(() -> sightings.here(announcement, each, Way.MDNS, System.nanoTime()));
            }
          });
    }
  }
}
