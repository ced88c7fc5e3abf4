package chatx.desktop;

import chatx.desktop.model.AppModel;
import chatx.desktop.model.RoomMemory;
import chatx.desktop.model.ServerLink;
import chatx.desktop.model.ServerModel;
import chatx.desktop.session.Answer;
import chatx.desktop.session.ClientSession;
import chatx.desktop.session.ServerApi;
import chatx.desktop.session.ServerTrust;
import chatx.desktop.storage.AccountId;
import chatx.desktop.storage.AccountStore;
import chatx.desktop.storage.AppFolder;
import chatx.desktop.storage.OutboxEntry;
import chatx.desktop.storage.SavedAccount;
import chatx.desktop.storage.SavedAccounts;
import chatx.desktop.storage.Secret;
import chatx.desktop.storage.ServerAddress;
import chatx.desktop.storage.StorageRefusal;
import chatx.desktop.storage.TokenVault;
import chatx.desktop.ui.Work;
import chatx.protocol.ServerInfo;
import chatx.protocol.http.SessionTokens;
import chatx.protocol.trust.ServerKey;
import java.io.IOException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The accounts of this computer, each with its files, its session and its model. FX thread only
 * where a method does not say otherwise; what blocks runs in the background.
 */
final class OpenAccounts {
  private static final Logger log = LoggerFactory.getLogger(OpenAccounts.class);

  private final AppFolder folder;
  private final SavedAccounts saved;
  private final TokenVault vault;
  private final AppModel app;
  private final Work work;
  private final Clock clock;
  private final Consumer<StorageRefusal> refused;
  private final Map<AccountId, Open> open = new ConcurrentHashMap<>();
  private volatile boolean closed;

  private record Open(
      AccountStore store, ClientSession session, ServerModel model, RevocableVault vault) {
    /** Blocks for the goodbye and the disk. */
    void close() {
      session.close();
      store.close();
    }
  }

  /**
   * @param refused told why an account's files cannot be used
   */
  OpenAccounts(
      AppFolder folder,
      SavedAccounts saved,
      TokenVault vault,
      AppModel app,
      Work work,
      Clock clock,
      Consumer<StorageRefusal> refused) {
    this.folder = folder;
    this.saved = saved;
    this.vault = vault;
    this.app = app;
    this.work = work;
    this.clock = clock;
    this.refused = refused;
  }

  List<SavedAccount> all() {
    return saved.all();
  }

  /** The account of the server inside this app, once there is one. */
  Optional<SavedAccount> hosted() {
    return saved.all().stream().filter(SavedAccount::hosted).findFirst();
  }

  Optional<ClientSession> session(ServerModel model) {
    return Optional.ofNullable(open.get(model.account().id())).map(Open::session);
  }

  /**
   * Keeps a sign-in. Blocks on disk and keyring; any thread.
   *
   * @param key by which the server is known from now on, see {@link SavedAccount}
   * @param hosted whether the server is the one inside this app; a known account stays what it was
   * @param password only of an account that this app made for its own server; null leaves the one
   *     that is kept of such an account
   * @return the account, the same as before where the person was signed in there already
   */
  SavedAccount keep(
      ServerAddress address,
      ServerInfo server,
      SessionTokens tokens,
      @Nullable ServerKey key,
      boolean hosted,
      @Nullable String password) {
    Optional<SavedAccount> before =
        saved.all().stream()
            .filter(known ->
                known.user().id().equals(tokens.user().id())
                    && (known.hosted()
                        || known.address().equals(address)
                        || (key != null && Objects.equals(key, known.key()))))
            .findFirst();
    AccountId id = before.map(SavedAccount::id).orElseGet(() -> new AccountId(UUID.randomUUID()));
    boolean own = hosted || before.map(SavedAccount::hosted).orElse(false);
    var account = new SavedAccount(id, address, server.name(), tokens.user(), own, key);
    String kept =
        password == null && own ? vault.load(id).map(Secret::password).orElse(null) : password;
    var _ = vault.save(id, new Secret(tokens.refreshToken(), tokens.deviceToken(), kept));
    update(account);
    return account;
  }

  /** Keeps what has changed about an account. Blocks on disk; any thread. */
  void update(SavedAccount account) {
    saved.save(account).ifPresent(why -> work.fx().execute(() -> refused.accept(why)));
  }

  /** What is kept of an account's secrets. Blocks; any thread. */
  Optional<Secret> secret(AccountId account) {
    return vault.load(account);
  }

  /** Keeps a changed password of an account that this app made. Blocks; any thread. */
  void keepPassword(AccountId account, String password) {
    Secret before = vault.load(account).orElse(Secret.NONE);
    var _ = vault.save(account, new Secret(before.refreshToken(), before.deviceToken(), password));
  }

  /**
   * Opens an account's files, shows what is in them and, where that is wanted, connects.
   *
   * @param then told of the model once it is there; of none when the files cannot be used, which
   *     the person has been told then
   */
  void open(SavedAccount account, boolean connect, Consumer<Optional<ServerModel>> then) {
    Open before = open.remove(account.id());
    boolean inFront = before != null && before.model().equals(app.selectedServerProperty().get());
    if (before != null) {
      before.model().detach();
      app.remove(before.model());
    }
    work.run(
        () -> {
          if (before != null) {
            before.close();
          }
          return store(account);
        },
        store -> then.accept(store.map(opened -> opened(account, opened, connect, inFront))));
  }

  private ServerModel opened(
      SavedAccount account, AccountStore store, boolean connect, boolean inFront) {
    var model = new ServerModel(account, RoomMemory.of(store), work, ZoneId.systemDefault());
    var ownVault = new RevocableVault(vault);
    ClientSession session = ClientSession.open(account, ownVault, store, model.listener(), clock);
    model.attach(ServerLink.of(session));
    open.put(account.id(), new Open(store, session, model, ownVault));
    if (closed) {
      work.background().execute(this::close);
      return model;
    }
    app.add(model);
    app.move(model, place(account));
    if (inFront) {
      app.select(model);
    }
    if (connect) {
      session.start();
    }
    return model;
  }

  /** What of an account no server has yet, in the order it was written. Blocks; any thread. */
  List<OutboxEntry> unsent(AccountId account) {
    Open here = open.get(account);
    return here == null ? List.of() : here.store().outbox();
  }

  /**
   * Takes an account off this computer: off the list and with its secrets and its files, and tells
   * its server, where that can be reached.
   *
   * @param then told once nothing of it is here any more, or the reason why something is left and
   *     the account stays on the list
   */
  void remove(SavedAccount account, Consumer<Optional<StorageRefusal>> then) {
    Open here = open.remove(account.id());
    if (here != null) {
      here.model().detach();
      app.remove(here.model());
    }
    work.run(
        () -> {
          Optional<Secret> secret = vault.load(account.id());
          if (here == null) {
            vault.forget(account.id());
          } else {
            here.vault().revoke(account.id());
            here.close();
          }
          Optional<StorageRefusal> left = erased(account);
          secret.map(Secret::refreshToken).ifPresent(token -> signOut(account, token));
          return left;
        },
        then);
  }

  private Optional<StorageRefusal> erased(SavedAccount account) {
    try {
      folder.forget(account.id());
    } catch (IOException failed) {
      return Optional.of(
          new StorageRefusal(StorageRefusal.Reason.NOT_WRITABLE, folder.path(), failed.toString()));
    }
    return saved.remove(account.id());
  }

  /** In its own time: the server may be far away, and nobody waits for it. */
  private void signOut(SavedAccount account, String refreshToken) {
    work.background()
        .execute(() -> {
          var api = new ServerApi(account.address(), ServerTrust.of(account.key()));
          boolean told =
              api.refresh(refreshToken) instanceof Answer.Given<SessionTokens>(var tokens)
                  && api.signOut(tokens.accessToken()) instanceof Answer.Given;
          log.info("a removed account's server {} of it", told ? "was told" : "could not be told");
        });
  }

  /** Files open in any order; the rail keeps the one in which people came to the servers. */
  private int place(SavedAccount account) {
    return (int)
        saved.all().stream()
            .takeWhile(before -> !before.id().equals(account.id()))
            .filter(before -> app.server(before.id()).isPresent())
            .count();
  }

  private Optional<AccountStore> store(SavedAccount account) {
    try {
      return switch (AccountStore.open(folder.account(account.id()), clock)) {
        case AccountStore.Opened(AccountStore store) -> Optional.of(store);
        case AccountStore.Refused(StorageRefusal why) -> {
          work.fx().execute(() -> refused.accept(why));
          yield Optional.empty();
        }
      };
    } catch (IOException failed) {
      work.fx()
          .execute(() ->
              refused.accept(
                  new StorageRefusal(
                      StorageRefusal.Reason.NOT_WRITABLE, folder.path(), failed.toString())));
      return Optional.empty();
    }
  }

  /**
   * Closes every session and writes what waits, also of what is opened later; blocks, any thread.
   */
  void close() {
    closed = true;
    for (AccountId account : List.copyOf(open.keySet())) {
      Open closing = open.remove(account);
      if (closing != null) {
        closing.model().detach();
        closing.close();
      }
    }
  }
}
