package chatx.server;

import chatx.protocol.Limits;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Every setting there is: the one table from which the configuration file's keys, the environment
 * variables, the command line's flags, their help texts and {@code config print} are made.
 *
 * <p>The names of one setting, for {@link #DATABASE_URL}: {@code database.url} in the file, {@code
 * CHATX_DATABASE_URL} in the environment, {@code --database-url} on the command line. A secret can
 * also be read from a file: {@code database.password-file}, {@code CHATX_DATABASE_PASSWORD_FILE},
 * {@code --database-password-file}; it has no flag of its own, because other users of the machine
 * see a process's arguments.
 */
public enum Setting {
  // Where it listens and where its files are
  PORT("port", number(0, 65535), "8420", "TCP port to listen on; 0 takes a free one"),
  HOST(
      "host",
      new SettingKind.HostName(),
      "0.0.0.0",
      "address to listen on; 127.0.0.1 means only this computer"),
  DATA(
      "data",
      new SettingKind.Folder(),
      "chatx-data",
      "folder for the database, the journal and the keys; made when it is missing"),
  SERVER_NAME(
      "server.name", new SettingKind.Text(1, 64), "ChatX", "name that people see for this server"),
  ANNOUNCE(
      "announce",
      new SettingKind.YesNo(),
      "true",
      "whether people on the same network find this server by themselves"),
  ANNOUNCE_AS(
      "announce.as",
      new SettingKind.Text(0, 64),
      "",
      "who is said to host it there; empty: the name of this computer"),
  ORIGINS_ALLOWED(
      "origins.allowed",
      new SettingKind.Origins(),
      "",
      "web origins that may connect besides the server's own, separated by commas"),

  TLS(
      "tls",
      new SettingKind.Choice(List.of("on", "off")),
      "on",
      "whether the port is encrypted; off is for a proxy in front that does it"),
  TLS_CERT(
      "tls-cert",
      new SettingKind.OptionalFile(),
      "",
      "PEM file with the certificate and those that vouch for it, read again when it changes;"
          + " empty: one that the server makes itself"),
  TLS_KEY("tls-key", new SettingKind.OptionalFile(), "", "PEM file with the key of tls-cert"),
  TRUSTED_PROXIES(
      "trusted-proxies",
      new SettingKind.Networks(),
      "",
      "proxies whose X-Forwarded-For and X-Forwarded-Proto are believed: addresses or blocks like"
          + " 10.0.0.0/8, separated by commas"),

  // Database
  DATABASE_URL(
      "database.url",
      new SettingKind.PostgresUrl(),
      "",
      "PostgreSQL, like jdbc:postgresql://localhost/chatx; empty: H2 in the data folder"),
  DATABASE_USER("database.user", new SettingKind.Text(0, 128), "", "user name for PostgreSQL"),
  DATABASE_PASSWORD(
      "database.password", new SettingKind.SecretText(), "", "password for PostgreSQL"),
  DATABASE_POOL_MAX("database.pool.max", number(2, 200), "10", "most database connections at once"),
  DATABASE_WAIT_SECONDS(
      "database.wait-seconds",
      number(1, 120),
      "10",
      "how long to wait for a database connection before giving up"),

  JOURNAL_TRIM_BYTES(
      "journal.trim-bytes",
      bytes(64 << 10, 1 << 30),
      "64m",
      "size at which the journal beside H2 is shortened"),

  // Accounts
  REGISTRATION_OPEN(
      "registration.open", new SettingKind.YesNo(), "true", "whether anyone may register"),
  INVITES_BY_MEMBERS(
      "invites.by-members",
      new SettingKind.YesNo(),
      "false",
      "whether all members may make invites, not only moderators and administrators"),
  INVITES_ADDRESS(
      "invites.address",
      new SettingKind.Text(0, 260),
      "",
      "address that invites name first, like chat.example:443, where people reach this server by"
          + " another one than its own"),
  PASSWORDS_COST(
      "passwords.cost",
      number(4, 16),
      "12",
      "bcrypt work factor; each step doubles the time of a sign-in"),
  PASSWORDS_PARALLEL("passwords.parallel", number(1, 64), "2", "passwords that are hashed at once"),
  PASSWORDS_QUEUE(
      "passwords.queue",
      number(1, 10_000),
      "10",
      "sign-ins that may wait for their turn; more are told to try again"),
  TOKENS_ACCESS_MINUTES(
      "tokens.access-minutes", number(1, 1440), "10", "how long an access token is good for"),
  SESSIONS_DAYS(
      "sessions.days", number(1, 3650), "30", "how long a device stays signed in without use"),

  // Messages and connections
  MESSAGES_MAX_LENGTH(
      "messages.max-length",
      // What a field of a command holds when each character takes two of its UTF-16 units.
      number(1, Limits.COMMAND_TEXT / 2),
      "4000",
      "longest message, in characters"),
  FRAMES_MAX_BYTES(
      "frames.max-bytes", bytes(1024, 16 << 20), "64k", "largest frame a client may send"),
  OUTBOX_MAX_BYTES(
      "outbox.max-bytes",
      bytes(16 << 10, 256 << 20),
      "1m",
      "bytes kept for a client that reads too slowly before it is cut off"),
  OUTBOX_STALLED_SECONDS(
      "outbox.stalled-seconds",
      number(1, 600),
      "10",
      "how long a client may read nothing of what waits for it before it is cut off"),
  PING_INTERVAL_SECONDS(
      "ping.interval-seconds",
      number(1, 3600),
      "25",
      "a client that was silent for so long is pinged"),
  PING_TIMEOUT_SECONDS(
      "ping.timeout-seconds",
      number(1, 3600),
      "20",
      "a client that does not answer a ping for so long is gone"),
  SIGN_IN_SECONDS(
      "sign-in.seconds",
      number(1, 120),
      "10",
      "a connection that has not signed in after so long is closed"),
  HTTP_MAX_BODY_BYTES(
      "http.max-body-bytes", bytes(1024, 16 << 20), "64k", "largest body of an HTTP request"),
  HTTP_MAX_HEADER_BYTES(
      "http.max-header-bytes", bytes(1024, 64 << 10), "8k", "largest head of an HTTP request"),
  HTTP_READ_SECONDS(
      "http.read-seconds", number(1, 120), "10", "how long an HTTP request may take to arrive"),
  SHUTDOWN_SECONDS(
      "shutdown.seconds",
      number(1, 120),
      "5",
      "how long stopping may wait for what was accepted before"),

  // Limits
  LIMITS_CONNECTIONS("limits.connections", number(1, 1_000_000), "20000", "connections in all"),
  LIMITS_CONNECTIONS_PER_ADDRESS(
      "limits.connections-per-address", number(1, 1_000_000), "512", "connections of one address"),
  LIMITS_MESSAGES_PER_USER(
      "limits.messages-per-user", rate(), "10/1s burst 20", "messages of one user"),
  LIMITS_COMMANDS_PER_CONNECTION(
      "limits.commands-per-connection", rate(), "50/1s burst 100", "commands on one connection"),
  LIMITS_COMMANDS_PER_USER(
      "limits.commands-per-user",
      rate(),
      "100/1s burst 200",
      "commands of one user on all devices"),
  LIMITS_REQUESTS_PER_ADDRESS(
      "limits.requests-per-address", rate(), "50/1s burst 200", "HTTP requests of one address"),
  LIMITS_SIGN_INS_PER_ADDRESS(
      "limits.sign-ins-per-address", rate(), "30/1m", "attempts to sign in from one address"),
  LIMITS_SIGN_INS_PER_ACCOUNT_AND_ADDRESS(
      "limits.sign-ins-per-account-and-address",
      rate(),
      "5/1m burst 10",
      "attempts to sign in to one account from one address"),
  LIMITS_SIGN_INS_PER_ACCOUNT(
      "limits.sign-ins-per-account",
      rate(),
      "30/1m",
      "attempts to sign in to one account from unknown devices"),
  LIMITS_SIGN_INS_PER_DEVICE(
      "limits.sign-ins-per-device",
      rate(),
      "5/1m burst 10",
      "attempts to sign in to one account from one device it knows"),
  LIMITS_DEAD_TOKENS_PER_ADDRESS(
      "limits.dead-tokens-per-address",
      rate(),
      "10/1h",
      "refresh tokens of one address that are no good any more and are recorded"),
  LIMITS_REGISTRATIONS_PER_ADDRESS(
      "limits.registrations-per-address", rate(), "20/1h", "new accounts of one address"),
  LIMITS_PASSWORD_CHECKS_PER_USER(
      "limits.password-checks-per-user",
      rate(),
      "5/1m burst 10",
      "password changes and checks of one user"),
  LIMITS_ROOM_PASSWORDS_PER_USER_AND_ROOM(
      "limits.room-passwords-per-user-and-room",
      rate(),
      "5/1m",
      "room passwords tried by one user on one room"),
  LIMITS_ROOM_PASSWORDS_PER_ROOM(
      "limits.room-passwords-per-room",
      rate(),
      "60/1m burst 100",
      "room passwords tried by everybody on one room"),
  LIMITS_ROOM_PASSWORDS_PER_ADDRESS(
      "limits.room-passwords-per-address",
      rate(),
      "15/1m burst 30",
      "room passwords tried by one address"),
  LIMITS_INVITES_PER_ADDRESS(
      "limits.invites-per-address", rate(), "15/1m burst 30", "wrong invites tried by one address"),
  LIMITS_ROOMS_PER_USER("limits.rooms-per-user", rate(), "20/1h", "rooms made by one user"),

  // Log
  LOG_FORMAT(
      "log.format",
      new SettingKind.Choice(List.of("text", "json")),
      "text",
      "one line of text or one JSON object per event, on standard error"),
  LOG_LEVEL(
      "log.level",
      new SettingKind.Choice(List.of("error", "warn", "info", "debug")),
      "info",
      "least important level that is logged");

  private final String key;

  // Every kind is a record of numbers, patterns and an unmodifiable list.
  @SuppressWarnings("ImmutableEnumChecker")
  private final SettingKind kind;

  private final String defaultText;
  private final String description;

  Setting(String key, SettingKind kind, String defaultText, String description) {
    this.key = key;
    this.kind = kind;
    this.defaultText = defaultText;
    this.description = description;
  }

  /** The name in the configuration file, for example {@code database.pool.max}. */
  public String key() {
    return key;
  }

  /** The name in the environment, for example {@code CHATX_DATABASE_POOL_MAX}. */
  public String variable() {
    return "CHATX_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /** The name on the command line, for example {@code --database-pool-max}. */
  public String flag() {
    return "--" + key.replace('.', '-');
  }

  /** What it is without being set, in the form in which it would be written in the file. */
  public String defaultText() {
    return defaultText;
  }

  /** One line for help texts and the printed configuration; starts in lower case, no full stop. */
  public String description() {
    return description;
  }

  /** Said in place of the value in help texts, for example {@code NUMBER}. */
  public String valueLabel() {
    return kind.label();
  }

  /** Whether the value is masked wherever it is shown, and may be read from a file of its own. */
  public boolean secret() {
    return kind instanceof SettingKind.SecretText;
  }

  /** The setting of this key in the file, if there is one. */
  public static Optional<Setting> ofKey(String key) {
    return Arrays.stream(values()).filter(setting -> setting.key.equals(key)).findFirst();
  }

  SettingKind kind() {
    return kind;
  }

  private static SettingKind number(long min, long max) {
    return new SettingKind.WholeNumber(min, max);
  }

  private static SettingKind bytes(long min, long max) {
    return new SettingKind.Bytes(min, max);
  }

  private static SettingKind rate() {
    return new SettingKind.Frequency();
  }
}
