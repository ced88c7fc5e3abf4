package chatx.desktop.host;

import chatx.protocol.trust.ServerKey;
import chatx.server.ChatServer;
import chatx.server.ServerConfig;
import chatx.server.Setting;
import chatx.server.StartRefusedException;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server inside this program. It keeps everything in one folder and comes back from it with its
 * rooms and, where that is still free, on the same port, so that an address that was given away
 * stays true. Any thread; starting and stopping block for as long as the database takes.
 */
public final class HostedServer implements AutoCloseable {
  /** The port that an address without one means. */
  public static final int USUAL_PORT = 8420;

  private static final Logger log = LoggerFactory.getLogger(HostedServer.class);
  private static final int PORTS_TRIED = 20;

  private final ChatServer server;
  private final Optional<Integer> movedFrom;

  /** What came of starting it. */
  public sealed interface Start {
    /** It serves. */
    record Running(HostedServer server) implements Start {}

    /**
     * It does not.
     *
     * @param detail in the words of the server, for whoever looks into it
     */
    record Refused(Obstacle why, Path folder, String detail) implements Start {}
  }

  private HostedServer(ChatServer server, Optional<Integer> movedFrom) {
    this.server = server;
    this.movedFrom = movedFrom;
  }

  /**
   * Starts the server of a folder, which is made when it is not there.
   *
   * @param name what people see for this server
   */
  public static Start start(Path folder, String name, Clock clock) {
    Optional<Integer> last = lastPort(folder);
    int wanted = last.orElse(USUAL_PORT);
    Map<Setting, String> settings = new EnumMap<>(Setting.class);
    settings.put(Setting.DATA, folder.toString());
    settings.put(Setting.SERVER_NAME, name);
    settings.put(Setting.ANNOUNCE, "false");
    int port = firstFree(wanted, wanted);
    while (true) {
      settings.put(Setting.PORT, Integer.toString(port));
      try {
        ChatServer server = ChatServer.start(ServerConfig.of(settings), clock);
        rememberPort(folder, server.port());
        return new Start.Running(
            new HostedServer(server, last.filter(noted -> noted != server.port())));
      } catch (StartRefusedException refused) {
        boolean taken = refused.reason() == StartRefusedException.Reason.NO_PORT;
        if (!taken || port == 0) {
          log.warn("the server inside this app does not start: {}", refused.getMessage());
          return refused(Obstacle.of(refused, folder, Obstacle.Space::ofDisk), folder, refused);
        }
        // Somebody was faster than the start.
        port = firstFree(wanted, port + 1);
      } catch (RuntimeException broken) {
        log.error("the server inside this app does not start", broken);
        return refused(Obstacle.at(folder, Obstacle.Space::ofDisk), folder, broken);
      }
    }
  }

  private static Start refused(Obstacle why, Path folder, Exception cause) {
    return new Start.Refused(why, folder, String.valueOf(cause.getMessage()));
  }

  /** Whether a server was ever started from this folder. */
  public static boolean exists(Path folder) {
    return Files.isRegularFile(portFile(folder));
  }

  /** The bound port. */
  public int port() {
    return server.port();
  }

  /** By what this server is known; the same at every start. */
  public ServerKey key() {
    return server.key().orElseThrow();
  }

  /** The port that people may have noted, where it was taken and this is another; else empty. */
  public Optional<Integer> movedFrom() {
    return movedFrom;
  }

  /** How many people have a connection, the host among them. */
  public int people() {
    return server.connectedUsers();
  }

  /**
   * What to type on another computer of the same network, the likeliest first; empty when this
   * computer is in no network.
   */
  public List<String> addresses() {
    return LanAddresses.present().stream().map(address -> written(address, port())).toList();
  }

  /** Has people on the same network find it by themselves, or not; not before somebody says so. */
  public void announce(boolean on) {
    server.announce(on);
  }

  /** Makes an account the server's administrator. */
  public void appoint(String user) {
    log.info("administrator: {}", server.administration().setAdmin(user, true));
  }

  /** Tells everybody, finishes what was accepted and closes the database. */
  @Override
  public void close() {
    server.stop();
  }

  static String written(InetAddress address, int port) {
    String host = address.getHostAddress();
    String bare = address instanceof Inet6Address ? "[" + host.replaceAll("%.*", "") + "]" : host;
    return port == USUAL_PORT ? bare : bare + ":" + port;
  }

  /** The wanted port or one close to it; 0, any, when a whole row of them is taken. */
  private static int firstFree(int wanted, int from) {
    for (int port = from; port < Math.min(wanted + PORTS_TRIED, 65_536); port++) {
      if (isFree(port)) {
        return port;
      }
    }
    return 0;
  }

  private static boolean isFree(int port) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(port));
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private static Optional<Integer> lastPort(Path folder) {
    try {
      int port = Integer.parseInt(Files.readString(portFile(folder)).strip());
      return port > 0 && port < 65_536 ? Optional.of(port) : Optional.empty();
    } catch (IOException | NumberFormatException _) {
      return Optional.empty();
    }
  }

  private static void rememberPort(Path folder, int port) {
    try {
      Files.writeString(portFile(folder), Integer.toString(port));
    } catch (IOException e) {
      log.warn("the port could not be noted; the next start may take another", e);
    }
  }

  private static Path portFile(Path folder) {
    return folder.resolve("hosted.port");
  }
}
