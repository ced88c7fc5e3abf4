package chatx.desktop.session;

import static org.awaitility.Awaitility.await;

import chatx.desktop.storage.AccountStore;
import chatx.desktop.storage.SavedAccount;
import chatx.desktop.storage.ServerAddress;
import chatx.desktop.testing.LiveServer;
import chatx.desktop.testing.MemoryVault;
import chatx.desktop.testing.Witness;
import chatx.protocol.ClientCommand;
import chatx.protocol.CreateRoom;
import chatx.protocol.JoinRoom;
import chatx.protocol.RoomId;
import chatx.protocol.RoomJoined;
import chatx.protocol.ServerReply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A session with all that belongs to it, whose pauses are as short as they may be. */
final class Device implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Pauses of some 20 ms. */
  static final ClientSession.Pace HASTE = new ClientSession.Pace(() -> 40, Renewal.DAILY);

  private final SavedAccount account;
  private final MemoryVault vault;
  private final Path folder;
  private final Transport transport;
  private final Clock clock;
  private final ClientSession.Pace pace;
  private Witness witness;
  private AccountStore store;
  private ClientSession session;

  private Device(
      SavedAccount account,
      MemoryVault vault,
      Path folder,
      Transport transport,
      Clock clock,
      ClientSession.Pace pace) {
    this.account = account;
    this.vault = vault;
    this.folder = folder;
    this.store = store(folder);
    this.transport = transport;
    this.clock = clock;
    this.pace = pace;
    this.witness = new Witness();
    this.session = opened(witness);
  }

  /** A new account, not connected yet. */
  static Device register(LiveServer server, String name, Path folder) {
    return register(
        server, name, folder, server.address(), new TyrusTransport(ServerTrust.of(server.key())));
  }

  static Device register(
      LiveServer server, String name, Path folder, ServerAddress way, Transport transport) {
    return register(server, name, folder, way, transport, Clock.systemUTC(), HASTE);
  }

  /**
   * @param clock this computer's, which may be wrong
   */
  static Device register(
      LiveServer server,
      String name,
      Path folder,
      ServerAddress way,
      Transport transport,
      Clock clock,
      ClientSession.Pace pace) {
    MemoryVault vault = new MemoryVault();
    return new Device(by(way, server.register(name, vault)), vault, folder, transport, clock, pace);
  }

  /** Another device of an account. */
  static Device another(LiveServer server, String name, Path folder) {
    MemoryVault vault = new MemoryVault();
    return new Device(
        server.signIn(name, vault), vault, folder, new TyrusTransport(), Clock.systemUTC(), HASTE);
  }

  static AccountStore store(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (AccountStore.open(folder, Clock.systemUTC())
        instanceof AccountStore.Opened(AccountStore store)) {
      return store;
    }
    throw new AssertionError("no store in " + folder);
  }

  Device online() {
    session.start();
    awaitOnline();
    return this;
  }

  void awaitOnline() {
    await().atMost(PATIENCE).until(() -> session.state() instanceof ConnectionState.Online);
  }

  /** As if the program had ended and were started again. */
  void restartProgram() {
    restartProgram(Device::store);
  }

  /** The same, on another disk perhaps. */
  void restartProgram(Function<Path, AccountStore> disk) {
    close();
    witness = new Witness();
    store = disk.apply(folder);
    session = opened(witness);
  }

  ClientSession session() {
    return session;
  }

  Witness witness() {
    return witness;
  }

  AccountStore store() {
    return store;
  }

  MemoryVault vault() {
    return vault;
  }

  SavedAccount account() {
    return account;
  }

  RoomId createRoom(String name) {
    return ask(new CreateRoom(name, null, null), RoomJoined.class).state().id();
  }

  void join(RoomId room) {
    ask(new JoinRoom(room, null), RoomJoined.class);
  }

  <R extends ServerReply> R ask(ClientCommand command, Class<R> type) {
    ServerReply reply;
    try {
      reply = session.request(command).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("no answer to " + command, e);
    }
    if (!type.isInstance(reply)) {
      throw new AssertionError(command + " was answered " + reply);
    }
    return type.cast(reply);
  }

  void awaitBodies(RoomId room, List<String> bodies) {
    await().atMost(PATIENCE).until(() -> witness.bodies(room), bodies::equals);
  }

  void awaitState(Class<? extends ConnectionState> type) {
    await().atMost(PATIENCE).until(() -> type.isInstance(session.state()));
  }

  private ClientSession opened(Witness hears) {
    return ClientSession.open(account, vault, store, hears, clock, transport, pace);
  }

  private static SavedAccount by(ServerAddress way, SavedAccount account) {
    return new SavedAccount(
        account.id(), way, account.serverName(), account.user(), account.hosted(), account.key());
  }

  @Override
  public void close() {
    session.close();
    store.close();
  }
}
