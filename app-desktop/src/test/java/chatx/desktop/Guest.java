package chatx.desktop;

import static org.awaitility.Awaitility.await;

import chatx.desktop.session.Answer;
import chatx.desktop.session.ClientSession;
import chatx.desktop.session.CloseCodes;
import chatx.desktop.session.ConnectionState;
import chatx.desktop.session.ServerApi;
import chatx.desktop.session.ServerTrust;
import chatx.desktop.storage.AccountId;
import chatx.desktop.storage.AccountStore;
import chatx.desktop.storage.SavedAccount;
import chatx.desktop.storage.Secret;
import chatx.desktop.storage.ServerAddress;
import chatx.desktop.testing.LiveServer;
import chatx.desktop.testing.MemoryVault;
import chatx.desktop.testing.Witness;
import chatx.protocol.ClientCommand;
import chatx.protocol.CreateRoom;
import chatx.protocol.RoomId;
import chatx.protocol.RoomJoined;
import chatx.protocol.ServerReply;
import chatx.protocol.http.Registration;
import chatx.protocol.http.SessionTokens;
import chatx.protocol.http.SignIn;
import chatx.protocol.trust.ServerKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Somebody else in the same room: a session without a window. */
final class Guest implements AutoCloseable {
  private final Witness witness = new Witness();
  private final CloseCodes closeCodes = new CloseCodes();
  private final AccountStore store;
  private final ClientSession session;

  /** Makes the account there and connects. */
  Guest(String name, ServerAddress server, Path folder) throws Exception {
    Clock clock = Clock.systemUTC();
    var first = ServerTrust.firstMeeting(Set.of());
    ServerKey key = null;
    if (server.secure()) {
      var _ = new ServerApi(server, first).server();
      key = first.met().orElseThrow();
    }
    var api = new ServerApi(server, ServerTrust.of(key));
    given(api.register(new Registration(name, LiveServer.PASSWORD, null, null)));
    SessionTokens tokens =
        given(api.signIn(new SignIn(name, LiveServer.PASSWORD, "a test", null, null)));
    var account = new SavedAccount(AccountId.random(), server, "there", tokens.user(), false, key);
    var vault = new MemoryVault();
    vault.save(account.id(), new Secret(tokens.refreshToken(), tokens.deviceToken(), null));
    store =
        ((AccountStore.Opened) AccountStore.open(Files.createDirectories(folder), clock)).store();
    session = closeCodes.session(account, vault, store, witness, clock);
    session.start();
    awaitOnline();
  }

  private static <T> T given(Answer<T> answer) {
    if (answer instanceof Answer.Given<T>(T value)) {
      return value;
    }
    throw new AssertionError("the server said " + answer);
  }

  Witness witness() {
    return witness;
  }

  ClientSession session() {
    return session;
  }

  void say(RoomId room, String message) {
    var _ = session.send(room, message);
  }

  ServerReply ask(ClientCommand command) throws Exception {
    return session.request(command).get(RunningApp.PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  /** Makes a public room. */
  RoomId room(String name) throws Exception {
    return ((RoomJoined) ask(new CreateRoom(name, null, null))).state().id();
  }

  /** How the first connection that it had ended. */
  CompletableFuture<Integer> closeCode() {
    return closeCodes.first();
  }

  void awaitOnline() {
    await().atMost(RunningApp.PATIENCE).until(this::isOnline);
  }

  boolean isOnline() {
    return session.state() instanceof ConnectionState.Online;
  }

  void awaitBodies(RoomId room, List<String> bodies) {
    await().atMost(RunningApp.PATIENCE).until(() -> witness.bodies(room), bodies::equals);
  }

  @Override
  public void close() {
    session.close();
    store.close();
  }
}
