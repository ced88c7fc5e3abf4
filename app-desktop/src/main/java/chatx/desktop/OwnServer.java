package chatx.desktop;

import chatx.desktop.host.HostedServer;
import chatx.desktop.host.Obstacle;
import chatx.desktop.session.Answer;
import chatx.desktop.session.ServerApi;
import chatx.desktop.session.ServerTrust;
import chatx.desktop.storage.SavedAccount;
import chatx.desktop.storage.Secret;
import chatx.desktop.storage.ServerAddress;
import chatx.desktop.ui.Texts;
import chatx.protocol.ProblemCode;
import chatx.protocol.ServerInfo;
import chatx.protocol.http.AccountInfo;
import chatx.protocol.http.ProblemDetails;
import chatx.protocol.http.Registration;
import chatx.protocol.http.SessionTokens;
import chatx.protocol.http.SignIn;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The server inside this app and its host's account on it. The host never sees that account's
 * password: it is made here, kept with the tokens, and can be changed in the settings. Methods
 * block; one thread at a time.
 */
final class OwnServer implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";
  private static final int PASSWORD_BYTES = 24;
  private static final int NAMES_TRIED = 20;
  private static final int LONGEST_NAME = 28;

  private final Path folder;
  private final OpenAccounts accounts;
  private final Supplier<Texts> texts;
  private final String device;
  private final Clock clock;
  private final BooleanSupplier visible;
  private volatile @Nullable HostedServer running;
  private boolean closed;

  /**
   * @param texts in the language of the moment
   * @param device what the list of sessions calls this computer
   * @param visible whether people on the same network find the server by themselves
   */
  OwnServer(
      Path folder,
      OpenAccounts accounts,
      Supplier<Texts> texts,
      String device,
      Clock clock,
      BooleanSupplier visible) {
    this.visible = visible;
    this.folder = folder;
    this.accounts = accounts;
    this.texts = texts;
    this.device = device;
    this.clock = clock;
  }

  /** What hosting comes to: the host's account, or in words what is in the way. */
  sealed interface Hosted {
    record As(SavedAccount account) implements Hosted {}

    record Refused(String words) implements Hosted {}
  }

  /** The server listens on another port than the one that people may have noted. */
  record Moved(int from, int to) {}

  /** Starts the server unless it runs, and signs the host in. */
  synchronized Hosted host(String displayName) {
    return switch (start(texts.get().get("host.server_name", displayName))) {
      case HostedServer.Start.Refused refused -> refused(refused);
      case HostedServer.Start.Running(HostedServer server) -> signIn(server, displayName);
    };
  }

  /** Starts the server of a host who is known already; the account with its present address. */
  synchronized Hosted resume(SavedAccount account) {
    return switch (start(account.serverName())) {
      case HostedServer.Start.Refused refused -> refused(refused);
      case HostedServer.Start.Running(HostedServer server) -> new Hosted.As(at(server, account));
    };
  }

  /** Signs the host in anew, whose session has ended, with what was kept when they were made. */
  synchronized Hosted renew(SavedAccount account) {
    return switch (start(account.serverName())) {
      case HostedServer.Start.Refused refused -> refused(refused);
      case HostedServer.Start.Running(HostedServer server) -> {
        String kept = accounts.secret(account.id()).map(Secret::password).orElse(null);
        yield kept == null
            ? new Hosted.Refused(texts.get().problem(ProblemCode.LOGIN_FAILED, null))
            : signIn(server, account.user().name(), kept);
      }
    };
  }

  /** Where the server that runs has moved from, if it has. */
  Optional<Moved> moved() {
    HostedServer server = running;
    return server == null
        ? Optional.empty()
        : server.movedFrom().map(from -> new Moved(from, server.port()));
  }

  /** How many people are connected, the host among them. */
  int people() {
    HostedServer server = running;
    return server == null ? 0 : server.people();
  }

  /** What was chosen about being visible has changed. */
  void visibilityChanged() {
    HostedServer server = running;
    if (server != null) {
      server.announce(visible.getAsBoolean());
    }
  }

  /** Where it listens; empty while nothing runs. */
  OptionalInt port() {
    HostedServer server = running;
    return server == null ? OptionalInt.empty() : OptionalInt.of(server.port());
  }

  /** What people type to join; empty while nothing runs, or without a network. */
  List<String> addresses() {
    HostedServer server = running;
    return server == null ? List.of() : server.addresses();
  }

  /** By what people know it again; empty while nothing runs. */
  String safetyPhrase() {
    HostedServer server = running;
    return server == null ? "" : server.key().safetyPhrase().text();
  }

  /** Stops, and does not start any more. */
  @Override
  public synchronized void close() {
    closed = true;
    stop();
  }

  /** Tells everybody, finishes what was accepted and closes the database. */
  synchronized void stop() {
    HostedServer server = running;
    running = null;
    if (server != null) {
      server.close();
    }
  }

  private HostedServer.Start start(String name) {
    HostedServer server = running;
    if (server != null) {
      return new HostedServer.Start.Running(server);
    }
    if (closed) {
      return new HostedServer.Start.Refused(Obstacle.UNUSABLE, folder, "ChatX is quitting");
    }
    HostedServer.Start start = HostedServer.start(folder, name, clock);
    if (start instanceof HostedServer.Start.Running(HostedServer started)) {
      running = started;
      started.announce(visible.getAsBoolean());
    }
    return start;
  }

  private static ServerAddress address(HostedServer server) {
    return new ServerAddress(LOOPBACK, server.port(), true);
  }

  /** It is trusted for its key, which is in this program's own hands. */
  private static ServerApi api(HostedServer server) {
    return new ServerApi(address(server), ServerTrust.of(server.key()));
  }

  private Hosted signIn(HostedServer server, String displayName) {
    ServerApi api = api(server);
    Optional<SavedAccount> known = accounts.hosted();
    Optional<Secret> secret = known.flatMap(account -> accounts.secret(account.id()));
    if (known.isPresent() && secret.isPresent()) {
      String kept = secret.get().password();
      return secret.get().refreshToken() == null && kept != null
          ? signIn(server, known.get().user().name(), kept)
          : new Hosted.As(at(server, known.get()));
    }
    var bytes = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(bytes);
    String password = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    return switch (register(api, displayName, password)) {
      case Answer.Given<AccountInfo>(AccountInfo account) -> {
        server.appoint(account.user().name());
        yield signIn(server, account.user().name(), password);
      }
      case Answer.Refused<AccountInfo>(var problem) -> refused(problem);
      case Answer.Failed<AccountInfo>(var trouble) ->
          new Hosted.Refused(texts.get().trouble(trouble, address(server).display()));
    };
  }

  private Hosted signIn(HostedServer server, String name, String password) {
    ServerApi api = api(server);
    ServerAddress address = address(server);
    return switch (api.signIn(new SignIn(name, password, device, null, null))) {
      case Answer.Given<SessionTokens>(SessionTokens tokens) ->
          new Hosted.As(accounts.keep(address, info(api), tokens, server.key(), true, password));
      case Answer.Refused<SessionTokens>(var problem) -> refused(problem);
      case Answer.Failed<SessionTokens>(var trouble) ->
          new Hosted.Refused(texts.get().trouble(trouble, address.display()));
    };
  }

  private Hosted refused(HostedServer.Start.Refused refused) {
    return new Hosted.Refused(
        texts
            .get()
            .get(
                "host.refused." + refused.why().name().toLowerCase(Locale.ROOT),
                refused.folder().toString(),
                refused.detail()));
  }

  private Hosted refused(ProblemDetails problem) {
    return new Hosted.Refused(texts.get().problem(problem.code(), problem.retryAfterMs()));
  }

  private static SavedAccount at(HostedServer server, SavedAccount account) {
    return new SavedAccount(
        account.id(),
        address(server),
        account.serverName(),
        account.user(),
        account.hosted(),
        server.key());
  }

  /** An account named like the person, or as close to it as the server's rules and others allow. */
  private static Answer<AccountInfo> register(ServerApi api, String displayName, String password) {
    String base = displayName.strip();
    Answer<AccountInfo> answer = register(api, base, displayName, password);
    if (isRefused(answer, ProblemCode.NAME_INVALID)) {
      base = base.replaceAll("[^\\p{L}\\p{N}]+", "").toLowerCase(Locale.ROOT);
      base = base.isEmpty() ? "host" : base.substring(0, longest(base));
      answer = register(api, base, displayName, password);
    }
    for (int i = 2;
        i < NAMES_TRIED
            && (isRefused(answer, ProblemCode.NAME_TAKEN)
                || isRefused(answer, ProblemCode.NAME_TOO_SIMILAR));
        i++) {
      answer = register(api, base + i, displayName, password);
    }
    return answer;
  }

  /** Where to cut, so that no character is cut in two. */
  private static int longest(String name) {
    int points = Math.min(name.codePointCount(0, name.length()), LONGEST_NAME);
    return name.offsetByCodePoints(0, points);
  }

  private static Answer<AccountInfo> register(
      ServerApi api, String name, String displayName, String password) {
    return api.register(new Registration(name, password, displayName, null));
  }

  private static boolean isRefused(Answer<?> answer, ProblemCode code) {
    return answer instanceof Answer.Refused<?> refused && refused.problem().code() == code;
  }

  private ServerInfo info(ServerApi api) {
    return switch (api.server()) {
      case Answer.Given<ServerInfo>(ServerInfo info) -> info;
      case Answer.Refused<ServerInfo> _, Answer.Failed<ServerInfo> _ ->
          throw new IllegalStateException("the server inside this app does not say who it is");
    };
  }
}
