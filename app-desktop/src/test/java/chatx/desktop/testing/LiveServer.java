package chatx.desktop.testing;

import chatx.desktop.session.Answer;
import chatx.desktop.session.ServerApi;
import chatx.desktop.session.ServerTrust;
import chatx.desktop.storage.AccountId;
import chatx.desktop.storage.SavedAccount;
import chatx.desktop.storage.Secret;
import chatx.desktop.storage.ServerAddress;
import chatx.desktop.storage.TokenVault;
import chatx.protocol.http.Registration;
import chatx.protocol.http.SessionTokens;
import chatx.protocol.http.SignIn;
import chatx.protocol.trust.ServerKey;
import chatx.server.ChatServer;
import chatx.server.ServerConfig;
import chatx.server.Setting;
import chatx.server.StartRefusedException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A real server in this process, on a free port that it keeps over restarts, with a folder of its
 * own and wide limits; it encrypts only where that is asked for, because that takes time.
 */
public final class LiveServer implements AutoCloseable {
  public static final String PASSWORD = "correct horse 7";

  private final Map<Setting, String> settings = new EnumMap<>(Setting.class);
  private final MovableClock clock = new MovableClock();
  private ChatServer server;

  public LiveServer(Path folder) {
    this(folder, Map.of());
  }

  /**
   * @param special settings that differ from what tests usually want
   */
  public LiveServer(Path folder, Map<Setting, String> special) {
    settings.put(Setting.DATA, folder.toString());
    settings.put(Setting.HOST, "127.0.0.1");
    settings.put(Setting.PORT, "0");
    settings.put(Setting.TLS, "off");
    settings.put(Setting.PASSWORDS_COST, "4");
    settings.put(Setting.LIMITS_CONNECTIONS_PER_ADDRESS, "10000");
    for (Setting setting : Setting.values()) {
      if (setting.name().startsWith("LIMITS_")
          && setting != Setting.LIMITS_CONNECTIONS
          && setting != Setting.LIMITS_CONNECTIONS_PER_ADDRESS) {
        settings.put(setting, "100000/1s");
      }
    }
    settings.putAll(special);
    server = started();
    settings.put(Setting.PORT, String.valueOf(server.port()));
  }

  public ServerAddress address() {
    return new ServerAddress("127.0.0.1", port(), "on".equals(settings.get(Setting.TLS)));
  }

  /** By what clients know it; null where it does not encrypt. */
  public @Nullable ServerKey key() {
    return server.key().orElse(null);
  }

  private ServerApi api() {
    return new ServerApi(address(), ServerTrust.of(key()));
  }

  public int port() {
    return server.port();
  }

  /** The server's clock. */
  public MovableClock clock() {
    return clock;
  }

  public void stop() {
    server.stop();
  }

  /** After {@link #stop}: the same folder, the same port. */
  public void start() {
    server = started();
  }

  public void restart() {
    stop();
    start();
  }

  /** Makes an account the server's administrator; its sessions end. */
  public void makeAdministrator(String user) {
    var _ = server.administration().setAdmin(user, true);
  }

  /** Makes an account of this name, signs it in and leaves its secret in the vault. */
  public SavedAccount register(String name, TokenVault vault) {
    given(api().register(new Registration(name, PASSWORD, null, null)));
    return signIn(name, vault);
  }

  /** Signs an account in as another device does. */
  public SavedAccount signIn(String name, TokenVault vault) {
    SessionTokens tokens = tokens(name);
    SavedAccount account =
        new SavedAccount(AccountId.random(), address(), "ChatX", tokens.user(), false, key());
    vault.save(account.id(), new Secret(tokens.refreshToken(), tokens.deviceToken(), null));
    return account;
  }

  /** The tokens of one more session of the account. */
  public SessionTokens tokens(String name) {
    return given(api().signIn(new SignIn(name, PASSWORD, "a test", null, null)));
  }

  /** How many sessions the account has, with the one that is needed to ask. */
  public int sessions(String name) {
    return given(api().sessions(tokens(name).accessToken())).sessions().size();
  }

  private static <T> T given(Answer<T> answer) {
    if (answer instanceof Answer.Given<T>(T value)) {
      return value;
    }
    throw new AssertionError("the server said " + answer);
  }

  private ChatServer started() {
    try {
      return ChatServer.start(ServerConfig.of(settings), clock);
    } catch (StartRefusedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.stop();
  }
}
