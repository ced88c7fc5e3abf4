package chatx.server.account;

import chatx.protocol.CloseReason;
import chatx.protocol.RoomId;
import chatx.protocol.ServerReply;
import chatx.protocol.SessionEvent;
import chatx.protocol.UserId;
import chatx.protocol.http.Registration;
import chatx.protocol.http.SessionTokens;
import chatx.protocol.http.SignIn;
import chatx.server.audit.AuditFilter;
import chatx.server.audit.AuditLog;
import chatx.server.audit.AuditRow;
import chatx.server.command.Caller;
import chatx.server.command.ConnectionDirectory;
import chatx.server.command.Identity;
import chatx.server.frame.EncodedFrame;
import chatx.server.invite.Invites;
import chatx.server.limit.LimitSettings;
import chatx.server.limit.RateLimits;
import chatx.server.secret.PasswordHasher;
import chatx.server.secret.PasswordSettings;
import chatx.server.secret.Seal;
import chatx.server.secret.SecretFileException;
import chatx.server.secret.SecretFiles;
import chatx.server.secret.SigningKey;
import chatx.server.storage.Database;
import chatx.server.storage.StorageSettings;
import chatx.server.text.PasswordRules;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Accounts over a real database, with a clock that stands still until it is moved. */
public final class AccountsFixture implements AutoCloseable {
  static final String PASSWORD = "vier blaue kraniche";
  static final String HOME = "192.0.2.7";

  public final Accounts accounts;
  public final RateLimits limits;
  final PasswordHasher hasher;
  final SigningKey signingKey;
  final ConnectionDirectory connections = new ConnectionDirectory((_, _) -> {});
  private final Database database;
  private final AuditLog audit;
  private Instant now = Instant.parse("2026-03-01T10:00:00Z");

  public AccountsFixture(StorageSettings storage, Path folder, int cost, LimitSettings limit)
      throws SecretFileException {
    SecretFiles keys = SecretFiles.in(folder.resolve("keys"));
    Clock clock = new MovedClock();
    database = Database.open(storage);
    audit = new AuditLog(clock);
    hasher = new PasswordHasher(Seal.of(keys, "pepper"), new PasswordSettings(cost, 2, 64));
    signingKey = SigningKey.of(keys);
    limits = new RateLimits(limit, () -> Duration.between(Instant.EPOCH, now).toNanos());
    accounts =
        new Accounts(
            database.transactions(),
            audit,
            hasher,
            PasswordRules.load(),
            signingKey,
            Seal.of(keys, "device"),
            connections,
            limits,
            new Invites(database.transactions(), audit, limits, clock),
            AccountSettings.DEFAULT,
            clock);
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  Instant now() {
    return now;
  }

  public void register(String name) {
    var outcome = accounts.register(new Registration(name, PASSWORD, null, null), HOME);
    if (outcome instanceof Outcome.Refused<?> refused) {
      throw new AssertionError(refused.problem().toString());
    }
  }

  Outcome<SessionTokens> tryToSignIn(
      String name, String password, String address, @Nullable String device) {
    return accounts.signIn(new SignIn(name, password, "test", device, null), address);
  }

  public SessionTokens signIn(String name) {
    return switch (tryToSignIn(name, PASSWORD, HOME, null)) {
      case Outcome.Done<SessionTokens> done -> done.value();
      case Outcome.Refused<SessionTokens> refused ->
          throw new AssertionError(refused.problem().toString());
    };
  }

  Identity identity(SessionTokens tokens) {
    return switch (accounts.authenticator().authenticate(tokens.accessToken())) {
      case Authentication.Granted granted -> granted.identity();
      case Authentication.Refused refused -> throw new AssertionError(refused.toString());
    };
  }

  /** A connection of the session, in the directory. */
  Line connect(SessionTokens tokens) {
    Line line = new Line(identity(tokens));
    connections.add(line);
    return line;
  }

  List<AuditRow> audited() {
    return database
        .transactions()
        .read(tx -> audit.list(tx, AuditFilter.ALL, Long.MAX_VALUE, 1000));
  }

  @Override
  public void close() {
    hasher.close();
    database.close();
  }

  private final class MovedClock extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  /** Remembers why it was closed. */
  static final class Line implements Caller {
    final List<CloseReason> closed = new CopyOnWriteArrayList<>();
    private final Identity identity;

    Line(Identity identity) {
      this.identity = identity;
    }

    @Override
    public Identity identity() {
      return identity;
    }

    @Override
    public Identity me() {
      return identity;
    }

    @Override
    public long connection() {
      return 1;
    }

    @Override
    public String address() {
      return HOME;
    }

    @Override
    public boolean isOpen() {
      return closed.isEmpty();
    }

    @Override
    public void signIn(Identity other) {}

    @Override
    public void reply(long requestId, ServerReply reply) {}

    @Override
    public void send(SessionEvent event) {}

    @Override
    public void holdEventsUntilReply() {}

    @Override
    public void releaseEvents() {}

    @Override
    public void close(CloseReason reason) {
      closed.add(reason);
    }

    @Override
    public UserId user() {
      return identity.id();
    }

    @Override
    public void offer(EncodedFrame frame) {}

    @Override
    public boolean attached(RoomId room) {
      return isOpen();
    }

    @Override
    public void detached(RoomId room) {}
  }
}
