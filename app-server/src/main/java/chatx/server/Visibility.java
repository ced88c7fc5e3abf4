package chatx.server;

import chatx.lan.LanAnnouncer;
import chatx.lan.LanInterface;
import chatx.protocol.ProtocolVersion;
import chatx.protocol.codec.LanCodec;
import chatx.protocol.lan.Announcement;
import chatx.protocol.trust.ServerKey;
import chatx.server.tls.ComputerNames;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether people on the same network find the server by themselves. A server that listens on this
 * computer only is never announced. Any thread.
 */
final class Visibility implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Visibility.class);

  private final ServerConfig config;
  private final Supplier<ServerKey> key;
  private final IntSupplier people;
  private final Clock clock;
  private final String host;
  private boolean wanted;
  private volatile int port;
  private @Nullable LanAnnouncer announcer;

  /**
   * @param key which server it is, at the moment
   * @param people how many are connected at the moment
   */
  Visibility(ServerConfig config, Supplier<ServerKey> key, IntSupplier people, Clock clock) {
    this.config = config;
    this.key = key;
    this.people = people;
    this.clock = clock;
    this.wanted = config.announce().on();
    String as = config.announce().as();
    this.host =
        LanCodec.line(
            as.isBlank() ? ComputerNames.of(System.getenv()).stream().findFirst().orElse("") : as);
  }

  /** From now on there is something to announce. */
  synchronized void listening(int bound) {
    port = bound;
    begin();
  }

  /** Announces it or takes it back. */
  synchronized void set(boolean on) {
    wanted = on;
    if (on) {
      begin();
    } else {
      end();
    }
  }

  /** Says goodbye; waits for that, some tenths of a second to one and a half. */
  @Override
  public synchronized void close() {
    wanted = false;
    end();
  }

  private void begin() {
    Optional<InetAddress> bound = boundTo();
    if (!wanted || port == 0 || announcer != null || bound.isEmpty()) {
      return;
    }
    try {
      announcer =
          LanAnnouncer.start(this::announcement, each -> isServed(each, bound.get()), clock);
    } catch (IOException e) {
      log.warn("nobody finds this server by itself: {}", e.toString());
    }
  }

  private void end() {
    LanAnnouncer running = announcer;
    announcer = null;
    if (running != null) {
      running.close();
    }
  }

  private static boolean isServed(LanInterface each, InetAddress bound) {
    return bound.isAnyLocalAddress() || bound.equals(each.address());
  }

  /** Where it listens; empty when that is no place for others. */
  private Optional<InetAddress> boundTo() {
    return config.listen().address().filter(address -> !address.isLoopbackAddress());
  }

  private Announcement announcement() {
    String name = LanCodec.line(config.serverName());
    return new Announcement(
        key.get(),
        name.isEmpty() ? "ChatX" : name,
        host,
        port,
        config.tls().on(),
        ProtocolVersion.CURRENT,
        people.getAsInt(),
        !config.sessions().registrationOpen());
  }
}
