package chatx.server;

import chatx.protocol.codec.InviteCodec;
import chatx.protocol.invite.InviteAddress;
import chatx.server.limit.Limit;
import chatx.server.limit.LimitKind;
import chatx.server.limit.LimitSettings;
import chatx.server.peer.TrustedProxies;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Everything a server is started with, checked and unchangeable. Made by {@link ConfigLoader}; the
 * table of what there is to set is {@link Setting}.
 */
public final class ServerConfig {
  private final Map<Setting, Value> values;

  /**
   * @param meaning what {@link SettingKind#parse} made of the text
   */
  record Value(String text, Object meaning, Origin origin) {}

  ServerConfig(Map<Setting, Value> values) {
    this.values = Collections.unmodifiableMap(new EnumMap<>(values));
  }

  /**
   * A configuration from code instead of files, for an embedded server and for tests: the defaults,
   * with these settings replaced.
   *
   * @throws IllegalArgumentException when a value is refused; the message lists every problem
   */
  public static ServerConfig of(Map<Setting, String> settings) {
    Map<String, String> flags = new HashMap<>();
    Map<String, String> environment = new HashMap<>();
    settings.forEach((setting, text) ->
        (setting.secret() ? environment : flags)
            .put(setting.secret() ? setting.variable() : setting.flag(), text));
    return switch (ConfigLoader.loadWithoutFile(
        new ConfigSources(environment, flags, Optional.empty()))) {
      case ConfigLoader.Loaded loaded -> loaded.config();
      case ConfigLoader.Refused refused ->
          throw new IllegalArgumentException(String.join("; ", refused.problems()));
    };
  }

  /** Where to listen. */
  public record Listen(String host, int port) {
    /** The host as an address; empty for a name that leads nowhere. May ask the resolver. */
    public Optional<InetAddress> address() {
      try {
        return Optional.of(InetAddress.getByName(host));
      } catch (UnknownHostException _) {
        return Optional.empty();
      }
    }
  }

  /**
   * Whether and as whom the port is encrypted.
   *
   * @param files the operator's certificate and key; absent for the server's own
   */
  public record TlsConfig(boolean on, Optional<TlsFiles> files) {}

  /** Two PEM files. */
  public record TlsFiles(Path certificate, Path key) {}

  /**
   * Which database.
   *
   * @param url of PostgreSQL; absent for H2 in the data folder
   * @param patience longest wait for a connection from the pool
   */
  public record DatabaseConfig(
      Optional<String> url, String user, Secret password, int poolMax, Duration patience) {}

  /**
   * How passwords are hashed.
   *
   * @param cost bcrypt's work factor
   * @param parallel hashed at once
   * @param queue waiting for their turn
   */
  public record PasswordConfig(int cost, int parallel, int queue) {}

  /** Who may come in, and for how long. */
  public record SessionConfig(boolean registrationOpen, Duration access, Duration session) {}

  /**
   * What a WebSocket connection may do.
   *
   * @param messageMaxLength in characters (code points)
   * @param frameMaxBytes of one whole frame from a client
   * @param outboxMaxBytes waiting for a slow client
   * @param outboxStalled longest time without any progress while something waits
   * @param pingInterval silence after which a client is pinged
   * @param pingTimeout for the answer to a ping
   * @param signIn from the handshake to the first accepted sign-in
   * @param most open at once
   * @param mostPerAddress open at once from one address
   */
  public record ConnectionConfig(
      int messageMaxLength,
      int frameMaxBytes,
      int outboxMaxBytes,
      Duration outboxStalled,
      Duration pingInterval,
      Duration pingTimeout,
      Duration signIn,
      int most,
      int mostPerAddress) {}

  /** What an HTTP request may be. */
  public record HttpConfig(
      int maxBodyBytes,
      int maxHeaderBytes,
      Duration read,
      List<String> allowedOrigins,
      TrustedProxies trustedProxies) {}

  /** How the log is written. */
  public record LogConfig(boolean json, String level) {}

  /** The folder for everything this server keeps; absolute. */
  public Path data() {
    return value(Setting.DATA, Path.class);
  }

  /** The name people see for this server. */
  public String serverName() {
    return value(Setting.SERVER_NAME, String.class);
  }

  /** Whether people on the same network find it by themselves, and who is said to host it there. */
  public record AnnounceConfig(boolean on, String as) {}

  public AnnounceConfig announce() {
    return new AnnounceConfig(
        value(Setting.ANNOUNCE, Boolean.class), value(Setting.ANNOUNCE_AS, String.class));
  }

  /** How long stopping may wait for what was accepted before. */
  public Duration shutdown() {
    return seconds(Setting.SHUTDOWN_SECONDS);
  }

  public Listen listen() {
    return new Listen(value(Setting.HOST, String.class), number(Setting.PORT));
  }

  public TlsConfig tls() {
    Optional<Path> key = file(Setting.TLS_KEY);
    return new TlsConfig(
        value(Setting.TLS, String.class).equals("on"),
        file(Setting.TLS_CERT).map(certificate -> new TlsFiles(certificate, key.orElseThrow())));
  }

  public DatabaseConfig database() {
    String url = value(Setting.DATABASE_URL, String.class);
    return new DatabaseConfig(
        url.isEmpty() ? Optional.empty() : Optional.of(url),
        value(Setting.DATABASE_USER, String.class),
        value(Setting.DATABASE_PASSWORD, Secret.class),
        number(Setting.DATABASE_POOL_MAX),
        seconds(Setting.DATABASE_WAIT_SECONDS));
  }

  public PasswordConfig passwords() {
    return new PasswordConfig(
        number(Setting.PASSWORDS_COST),
        number(Setting.PASSWORDS_PARALLEL),
        number(Setting.PASSWORDS_QUEUE));
  }

  public SessionConfig sessions() {
    return new SessionConfig(
        value(Setting.REGISTRATION_OPEN, Boolean.class),
        Duration.ofMinutes(number(Setting.TOKENS_ACCESS_MINUTES)),
        Duration.ofDays(number(Setting.SESSIONS_DAYS)));
  }

  /** Whether all members may make invites. */
  boolean invitesByMembers() {
    return value(Setting.INVITES_BY_MEMBERS, Boolean.class);
  }

  /** What invites name first, HOST:PORT; empty for the server's own addresses alone. */
  String inviteAddress() {
    return value(Setting.INVITES_ADDRESS, String.class);
  }

  /** The host that invites name first; empty for the server's own addresses alone. */
  public Optional<String> inviteHost() {
    return InviteCodec.address(inviteAddress()).map(InviteAddress::host);
  }

  public ConnectionConfig connections() {
    return new ConnectionConfig(
        number(Setting.MESSAGES_MAX_LENGTH),
        number(Setting.FRAMES_MAX_BYTES),
        number(Setting.OUTBOX_MAX_BYTES),
        seconds(Setting.OUTBOX_STALLED_SECONDS),
        seconds(Setting.PING_INTERVAL_SECONDS),
        seconds(Setting.PING_TIMEOUT_SECONDS),
        seconds(Setting.SIGN_IN_SECONDS),
        number(Setting.LIMITS_CONNECTIONS),
        number(Setting.LIMITS_CONNECTIONS_PER_ADDRESS));
  }

  public HttpConfig http() {
    List<String> origins = new ArrayList<>();
    for (Object origin : value(Setting.ORIGINS_ALLOWED, List.class)) {
      origins.add((String) origin);
    }
    return new HttpConfig(
        number(Setting.HTTP_MAX_BODY_BYTES),
        number(Setting.HTTP_MAX_HEADER_BYTES),
        seconds(Setting.HTTP_READ_SECONDS),
        List.copyOf(origins),
        value(Setting.TRUSTED_PROXIES, TrustedProxies.class));
  }

  /** The journal's size at which it is shortened, in bytes. */
  long journalTrimBytes() {
    return number(Setting.JOURNAL_TRIM_BYTES);
  }

  /** How often anything may be done. */
  public LimitSettings limits() {
    LimitSettings limits = LimitSettings.standard();
    for (LimitKind kind : LimitKind.values()) {
      limits = limits.with(kind, value(limitSetting(kind), Limit.class));
    }
    return limits;
  }

  /** Each kind of limit has the setting of its name. */
  static Setting limitSetting(LimitKind kind) {
    return Setting.valueOf("LIMITS_" + kind.name());
  }

  public LogConfig log() {
    return new LogConfig(
        value(Setting.LOG_FORMAT, String.class).equals("json"),
        value(Setting.LOG_LEVEL, String.class));
  }

  /** The value as it was written, or a mask when it is a secret; for people, never for use. */
  public String shown(Setting setting) {
    Value value = entry(setting);
    if (value.meaning() instanceof Secret secret) {
      return secret.toString();
    }
    return value.meaning() instanceof Path path ? path.toString() : value.text();
  }

  public Origin origin(Setting setting) {
    return entry(setting).origin();
  }

  /** All settings that are not at their default, one {@code key = value (origin)} each, masked. */
  public List<String> changes() {
    List<String> lines = new ArrayList<>();
    for (Setting setting : Setting.values()) {
      if (origin(setting).layer() != Origin.Layer.DEFAULT) {
        lines.add(setting.key() + " = " + shown(setting) + " (" + origin(setting) + ")");
      }
    }
    return lines;
  }

  private Optional<Path> file(Setting setting) {
    Optional<?> file = value(setting, Optional.class);
    return file.map(Path.class::cast);
  }

  private int number(Setting setting) {
    return Math.toIntExact(value(setting, Long.class));
  }

  private Duration seconds(Setting setting) {
    return Duration.ofSeconds(number(setting));
  }

  private <T> T value(Setting setting, Class<T> type) {
    return type.cast(entry(setting).meaning());
  }

  private Value entry(Setting setting) {
    return Objects.requireNonNull(values.get(setting));
  }
}
