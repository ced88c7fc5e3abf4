package chatx.lan;

import chatx.protocol.codec.LanCodec;
import chatx.protocol.lan.Announcement;
import chatx.protocol.lan.LanPacket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.jmdns.JmDNS;
import javax.jmdns.ServiceInfo;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a server known on the networks of this computer, by mDNS and by packets of our own, until
 * it is closed. Starting returns at once; whatever does not work is left out, and the other ways go
 * on. Any thread.
 */
public final class LanAnnouncer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LanAnnouncer.class);

  /** Between packets that nobody asked for. */
  private static final Duration EVERY = Duration.ofSeconds(5);

  /** Where something has changed, once is easily missed. */
  private static final long[] AT_FIRST_MS = {0, 300, 1_000};

  /** How often what mDNS says is brought up to date. */
  private static final int UPDATES_EVERY = 3;

  /** Answers in a second; whoever asks more often asks to harm a third. */
  private static final int MOST_ANSWERS = 20;

  /** A label of DNS has 63 bytes, and a character up to four. */
  private static final int MOST_OF_NAME = 13;

  private final Supplier<Announcement> what;
  private final Predicate<LanInterface> where;
  private final Clock clock;
  private final LanWatch watch;
  private final Station station;
  private final Mdns mdns;
  private final LanThread thread = new LanThread("lan-announcer");
  private final Map<JmDNS, ServiceInfo> services = new ConcurrentHashMap<>();
  private final LanCodec codec = new LanCodec();
  private long second = System.nanoTime();
  private int answers;
  private int rounds;
  private volatile boolean closing;
  private @Nullable Announcement inMdns;

  private LanAnnouncer(Supplier<Announcement> what, Predicate<LanInterface> where, Clock clock)
      throws IOException {
    this.what = what;
    this.where = where;
    this.clock = clock;
    this.watch = new LanWatch(LanInterfaces::present, clock);
    this.station = new Station(this::heard);
    this.mdns = new Mdns(this::register);
  }

  /**
   * @param what the server says of itself at the moment; asked from threads of this object
   * @param where the server listens
   * @throws IOException when the system gives no sockets at all
   */
  public static LanAnnouncer start(
      Supplier<Announcement> what, Predicate<LanInterface> where, Clock clock) throws IOException {
    var announcer = new LanAnnouncer(what, where, clock);
    announcer.thread.every(Duration.ZERO, SleepWatch.EVERY, announcer::lookAround);
    announcer.thread.every(Duration.ZERO, EVERY, announcer::round);
    announcer.thread.every(Duration.ZERO, Mdns.REVIVAL, announcer.mdns::revive);
    return announcer;
  }

  /** Tells everybody that the server is gone. */
  @Override
  public void close() {
    var gone = new LanPacket.Gone(what.get().server());
    closing = true;
    thread.close();
    station.send(gone);
    mdns.close();
    // Again, for whoever missed it, or heard a last answer after it.
    station.send(gone);
    station.close();
  }

  private void lookAround() {
    watch
        .look()
        .ifPresent(change -> {
          List<LanInterface> used = change.present().stream().filter(where).toList();
          log.info(
              "visible on {}",
              used.isEmpty()
                  ? "no network at the moment"
                  : used.stream().map(LanAnnouncer::words).toList());
          if (change.slept()) {
            station.renew(used);
            mdns.renew(used);
          } else {
            station.use(used);
            mdns.use(used);
          }
          thread.at(AT_FIRST_MS, this::tell);
        });
  }

  private static String words(LanInterface each) {
    return each.name() + " " + each.address().getHostAddress();
  }

  private void round() {
    tell();
    rounds++;
    if (rounds % UPDATES_EVERY == 0) {
      update();
    }
  }

  private LanPacket.Here here() {
    return new LanPacket.Here(what.get(), clock.instant().getEpochSecond());
  }

  private void tell() {
    station.send(here());
  }

  private void heard(LanPacket packet, InetSocketAddress from) {
    if (packet instanceof LanPacket.Who && !closing && mayAnswer()) {
      station.answer(here(), from);
    }
  }

  /** On the station's thread alone. */
  private boolean mayAnswer() {
    if (System.nanoTime() - second > 1_000_000_000L) {
      second = System.nanoTime();
      answers = 0;
    }
    answers++;
    return answers <= MOST_ANSWERS;
  }

  private void register(LanInterface on, JmDNS responder) throws IOException {
    Announcement now = what.get();
    ServiceInfo service =
        ServiceInfo.create(Mdns.TYPE, instance(now), now.port(), 0, 0, codec.properties(now));
    responder.registerService(service);
    services.put(responder, service);
    log.debug("mDNS says {} on {}", service.getName(), on);
  }

  /** What other programs show; made the server's own, because equal ones would be renamed. */
  private static String instance(Announcement now) {
    var name = new StringBuilder();
    now.name().codePoints().limit(MOST_OF_NAME).forEach(name::appendCodePoint);
    return name.toString().replace('.', ' ') + " " + now.server().text().substring(0, 8);
  }

  private void update() {
    Announcement now = what.get();
    List<JmDNS> open = mdns.open();
    services.keySet().retainAll(open);
    if (!now.equals(inMdns)) {
      inMdns = now;
      services.values().forEach(service -> service.setText(codec.properties(now)));
    }
  }
}
