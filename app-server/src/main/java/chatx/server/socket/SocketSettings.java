package chatx.server.socket;

import chatx.server.peer.Origins;
import chatx.server.peer.TrustedProxies;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * How the door listens and what it puts up with.
 *
 * @param host the address to bind to; 127.0.0.1 means this computer only
 * @param port the port to bind to; 0 takes a free one
 * @param path where the WebSocket is, beginning with a slash
 * @param subProtocols the sub-protocols that are spoken, the preferred one first
 * @param maxFrameBytes largest message read from a client, whole or summed over its fragments
 * @param maxUnsignedBytes what a connection may send before it has signed in, frame headers
 *     included
 * @param outboxBytes how much may wait for one connection before it is closed as too slow; one
 *     single frame may be larger when nothing else waits
 * @param writeStall how long a client may take nothing of what waits for it
 * @param requestDeadline how long a request may take to arrive, head and body together, however its
 *     bytes come
 * @param keepAlive how long an HTTP connection may stay open between two requests
 * @param signInDeadline how long a connection may stay open without sign-in
 * @param closeGrace how long the other side may take to answer a close
 * @param stopWait how long a stop waits for requests that are being answered and for the other
 *     sides to take their leave
 * @param pingInterval how long a connection may be silent before it is pinged
 * @param pingTimeout how long the answer to a ping may take
 * @param maxHeadBytes largest request line and headers together
 * @param maxBodyBytes largest HTTP request body, whether announced or chunked
 * @param maxConnectionsPerAddress open TCP connections of one IPv4 address or one IPv6 /64 network
 * @param maxConnections open TCP connections in all
 * @param allowedOrigins origins of pages from elsewhere that may open a socket, for example {@code
 *     https://chat.example}; the server's own origin is always allowed
 * @param trustedProxies who may say where a client is; they are not counted as one address
 */
public record SocketSettings(
    String host,
    int port,
    String path,
    List<String> subProtocols,
    int maxFrameBytes,
    int maxUnsignedBytes,
    int outboxBytes,
    Duration writeStall,
    Duration requestDeadline,
    Duration keepAlive,
    Duration signInDeadline,
    Duration closeGrace,
    Duration stopWait,
    Duration pingInterval,
    Duration pingTimeout,
    int maxHeadBytes,
    int maxBodyBytes,
    int maxConnectionsPerAddress,
    int maxConnections,
    Set<String> allowedOrigins,
    TrustedProxies trustedProxies) {

  private static final int KIB = 1024;
  private static final int LARGEST_FRAME = 32 * KIB * KIB;

  /** The smallest head that real browsers' handshakes fit into. */
  private static final int SMALLEST_HEAD = KIB;

  public SocketSettings {
    subProtocols = List.copyOf(subProtocols);
    allowedOrigins = Set.copyOf(allowedOrigins);
    require(!host.isBlank(), "host must not be empty");
    require(port >= 0 && port <= 0xFFFF, "port must be 0 to 65535");
    require(path.startsWith("/"), "path must begin with a slash");
    require(
        maxFrameBytes >= 125 && maxFrameBytes <= LARGEST_FRAME,
        "maxFrameBytes must be 125 to " + LARGEST_FRAME);
    require(maxUnsignedBytes > 0, "maxUnsignedBytes must be positive");
    require(outboxBytes > 0, "outboxBytes must be positive");
    require(maxHeadBytes >= SMALLEST_HEAD, "maxHeadBytes must be at least " + SMALLEST_HEAD);
    require(maxBodyBytes >= 0, "maxBodyBytes must not be negative");
    require(maxConnectionsPerAddress > 0, "maxConnectionsPerAddress must be positive");
    require(maxConnections > 0, "maxConnections must be positive");
    for (Duration time :
        List.of(
            writeStall,
            requestDeadline,
            keepAlive,
            signInDeadline,
            closeGrace,
            stopWait,
            pingInterval,
            pingTimeout)) {
      require(time.isPositive(), "every time must be positive");
    }
    for (String origin : allowedOrigins) {
      require(Origins.normalize(origin) != null, "not an origin: " + origin);
    }
  }

  /** What a small server needs, on this computer only. */
  public static SocketSettings defaults() {
    return builder().build();
  }

  public static Builder builder() {
    return new Builder();
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  /** The defaults, to be changed one by one; see the record's parameters. For one thread. */
  public static final class Builder {

    private String host = "127.0.0.1";
    private int port = 0;
    private String path = "/ws";
    private List<String> subProtocols = List.of("chatx.v1");
    private int maxFrameBytes = 64 * KIB;
    private int maxUnsignedBytes = 4 * KIB;
    private int outboxBytes = KIB * KIB;
    private Duration writeStall = Duration.ofSeconds(10);
    private Duration requestDeadline = Duration.ofSeconds(10);
    private Duration keepAlive = Duration.ofSeconds(30);
    private Duration signInDeadline = Duration.ofSeconds(10);
    private Duration closeGrace = Duration.ofSeconds(2);
    private Duration stopWait = Duration.ofSeconds(3);
    private Duration pingInterval = Duration.ofSeconds(25);
    private Duration pingTimeout = Duration.ofSeconds(20);
    private int maxHeadBytes = 16 * KIB;
    private int maxBodyBytes = 64 * KIB;
    private int maxConnectionsPerAddress = 512;
    private int maxConnections = 20_000;
    private Set<String> allowedOrigins = Set.of();
    private TrustedProxies trustedProxies = TrustedProxies.NONE;

    private Builder() {}

    public Builder host(String value) {
      this.host = value;
      return this;
    }

    public Builder port(int value) {
      this.port = value;
      return this;
    }

    public Builder path(String value) {
      this.path = value;
      return this;
    }

    public Builder subProtocols(List<String> value) {
      this.subProtocols = value;
      return this;
    }

    public Builder maxFrameBytes(int value) {
      this.maxFrameBytes = value;
      return this;
    }

    public Builder maxUnsignedBytes(int value) {
      this.maxUnsignedBytes = value;
      return this;
    }

    public Builder outboxBytes(int value) {
      this.outboxBytes = value;
      return this;
    }

    public Builder writeStall(Duration value) {
      this.writeStall = value;
      return this;
    }

    public Builder requestDeadline(Duration value) {
      this.requestDeadline = value;
      return this;
    }

    public Builder keepAlive(Duration value) {
      this.keepAlive = value;
      return this;
    }

    public Builder signInDeadline(Duration value) {
      this.signInDeadline = value;
      return this;
    }

    public Builder closeGrace(Duration value) {
      this.closeGrace = value;
      return this;
    }

    public Builder stopWait(Duration value) {
      this.stopWait = value;
      return this;
    }

    public Builder pingInterval(Duration value) {
      this.pingInterval = value;
      return this;
    }

    public Builder pingTimeout(Duration value) {
      this.pingTimeout = value;
      return this;
    }

    public Builder maxHeadBytes(int value) {
      this.maxHeadBytes = value;
      return this;
    }

    public Builder maxBodyBytes(int value) {
      this.maxBodyBytes = value;
      return this;
    }

    public Builder maxConnectionsPerAddress(int value) {
      this.maxConnectionsPerAddress = value;
      return this;
    }

    public Builder maxConnections(int value) {
      this.maxConnections = value;
      return this;
    }

    public Builder allowedOrigins(Set<String> value) {
      this.allowedOrigins = value;
      return this;
    }

    public Builder trustedProxies(TrustedProxies value) {
      this.trustedProxies = value;
      return this;
    }

    /** Throws IllegalArgumentException where a value makes no sense. */
    public SocketSettings build() {
      return new SocketSettings(
          host,
          port,
          path,
          subProtocols,
          maxFrameBytes,
          maxUnsignedBytes,
          outboxBytes,
          writeStall,
          requestDeadline,
          keepAlive,
          signInDeadline,
          closeGrace,
          stopWait,
          pingInterval,
          pingTimeout,
          maxHeadBytes,
          maxBodyBytes,
          maxConnectionsPerAddress,
          maxConnections,
          allowedOrigins,
          trustedProxies);
    }
  }
}
