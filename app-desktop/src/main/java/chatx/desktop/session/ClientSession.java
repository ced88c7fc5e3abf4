package chatx.desktop.session;

import chatx.desktop.session.AccessTokens.Ended;
import chatx.desktop.session.AccessTokens.Grant;
import chatx.desktop.session.AccessTokens.Granted;
import chatx.desktop.session.AccessTokens.NotNow;
import chatx.desktop.storage.AccountStore;
import chatx.desktop.storage.OutboxEntry;
import chatx.desktop.storage.OutboxState;
import chatx.desktop.storage.SavedAccount;
import chatx.desktop.storage.TokenVault;
import chatx.protocol.Authenticate;
import chatx.protocol.Authenticated;
import chatx.protocol.ClientCommand;
import chatx.protocol.ClientKey;
import chatx.protocol.DeleteRoom;
import chatx.protocol.Done;
import chatx.protocol.DurableEvent;
import chatx.protocol.EventFrame;
import chatx.protocol.ExitReason;
import chatx.protocol.LeaveRoom;
import chatx.protocol.LoggedEvent;
import chatx.protocol.ResumeRoom;
import chatx.protocol.ResumeSession;
import chatx.protocol.RoomEntered;
import chatx.protocol.RoomExited;
import chatx.protocol.RoomId;
import chatx.protocol.RoomJoined;
import chatx.protocol.SendMessage;
import chatx.protocol.ServerReply;
import chatx.protocol.ServerStopping;
import chatx.protocol.SessionEvent;
import chatx.protocol.TransientEvent;
import chatx.protocol.UserSummary;
import chatx.protocol.http.AccountInfo;
import chatx.protocol.http.PasswordChange;
import chatx.protocol.http.SessionList;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * One account on one server: its connection, its rooms, its messages on their way. Any thread may
 * call it; what blocks says so. It works offline from what the store keeps.
 *
 * <p>The store is the caller's to close, after the session.
 */
public final class ClientSession implements AutoCloseable {
  private static final Duration GOODBYE = Duration.ofSeconds(5);

  private final SessionLoop loop;
  private final AccountStore store;
  private final ServerApi api;
  private final AccessTokens tokens;
  private final Clock clock;
  private final Uplink uplink;
  private final Rooms rooms;
  private final CatchUp catchUp;
  private final Outbox outbox;
  private final SessionListener listener;

  /** Keeps the order on the disk and the order of sending the same. */
  private final ReentrantLock writing = new ReentrantLock();

  private volatile UserSummary me;

  /**
   * How long it waits for what.
   *
   * @param random spreads the attempts of many clients
   * @param renewal how often the session of a connection that stays up is renewed
   */
  record Pace(RandomGenerator random, Duration renewal) {}

  private ClientSession(
      SavedAccount account,
      TokenVault vault,
      AccountStore store,
      SessionListener listener,
      Clock clock,
      Transport transport,
      Pace pace) {
    this.loop = new SessionLoop("chatx-session-" + account.user().name());
    this.store = store;
    this.clock = clock;
    this.me = account.user();
    this.listener = listener;
    this.api = new ServerApi(account.address(), ServerTrust.of(account.key()));
    this.tokens = new AccessTokens(account.id(), vault, api, System::nanoTime);
    this.uplink =
        new Uplink(
            loop,
            new Dialer(account.address(), transport, api, tokens),
            tokens,
            new ReconnectPolicy(pace.random()),
            clock,
            new Renewal(loop, tokens, pace.renewal()),
            new FromServer());
    this.outbox = new Outbox(store, uplink, loop, pace.random(), this::lastSeq, listener::outbox);
    this.rooms = new Rooms(store, new WithOutbox(listener, () -> me, outbox));
    this.catchUp = new CatchUp(rooms, uplink, loop, this::caughtUp);
  }

  /**
   * Opens what is kept of the account, without the network: the listener hears of its rooms and
   * unsent messages first, on the session's thread.
   */
  public static ClientSession open(
      SavedAccount account,
      TokenVault vault,
      AccountStore store,
      SessionListener listener,
      Clock clock) {
    return open(
        account,
        vault,
        store,
        listener,
        clock,
        new TyrusTransport(ServerTrust.of(account.key())),
        new Pace(new SecureRandom(), Renewal.DAILY));
  }

  static ClientSession open(
      SavedAccount account,
      TokenVault vault,
      AccountStore store,
      SessionListener listener,
      Clock clock,
      Transport transport,
      Pace pace) {
    ClientSession session =
        new ClientSession(account, vault, store, listener, clock, transport, pace);
    session.loop.execute(session::restore);
    session.loop.start();
    return session;
  }

  /** Connects, and stays connected from now on. */
  public void start() {
    loop.execute(uplink::connect);
  }

  /** Leaves the server until {@link #start}; what is written meanwhile waits. */
  public void disconnect() {
    loop.execute(() -> uplink.end(new ConnectionState.Stopped()));
  }

  /** A person does not want to wait for the next attempt. */
  public void retryNow() {
    loop.execute(uplink::connect);
  }

  /** This computer has another network than before: what was open leads nowhere. */
  public void networkChanged() {
    loop.execute(uplink::reconnect);
  }

  /**
   * Sends a command that is not the session's own business. What the answer says about the rooms is
   * told to the listener before it completes; {@code room.open} also tells anew who is online.
   *
   * @return completes on the session's thread, never exceptionally; at once with a problem {@code
   *     unavailable} when the session is not online
   * @throws IllegalArgumentException for sign-in, resume and messages, which are its own business
   */
  public CompletableFuture<ServerReply> request(ClientCommand command) {
    if (command instanceof Authenticate
        || command instanceof ResumeSession
        || command instanceof ResumeRoom
        || command instanceof SendMessage) {
      throw new IllegalArgumentException("the session itself sends " + command.getClass());
    }
    CompletableFuture<ServerReply> answer = new CompletableFuture<>();
    if (!uplink.isOnline()) {
      answer.complete(PendingRequests.unavailable());
      return answer;
    }
    loop.execute(() -> {
      if (uplink.isOnline()) {
        uplink.request(
            command,
            reply -> {
              learn(command, reply);
              answer.complete(reply);
            });
      } else {
        answer.complete(PendingRequests.unavailable());
      }
    });
    return answer;
  }

  /**
   * Sends a message, now or when there is a connection. Blocks until it is on the disk.
   *
   * @return the message in the outbox; {@code FAILED} when the disk does not take it
   */
  public OutboxEntry send(RoomId room, String body) {
    writing.lock();
    try {
      OutboxEntry written =
          new OutboxEntry(ClientKeys.next(), room, body, clock.instant(), OutboxState.QUEUED, null);
      OutboxEntry entry =
          store
              .keep(written)
              .map(problem -> written.in(OutboxState.FAILED, problem))
              .orElse(written);
      loop.execute(() -> outbox.add(entry));
      return entry;
    } finally {
      writing.unlock();
    }
  }

  /** Tries a message again that failed, or that waits for its next try. */
  public void retry(ClientKey key) {
    loop.execute(() -> outbox.retry(key));
  }

  /** Deletes a message that was not sent. One that is on its way stays. */
  public void discard(ClientKey key) {
    loop.execute(() -> outbox.discard(key));
  }

  /** Where the account is signed in. */
  public CompletableFuture<Answer<SessionList>> sessions() {
    return withToken(api::sessions);
  }

  /** Ends all other sessions of the account. */
  public CompletableFuture<Answer<AccountInfo>> changePassword(PasswordChange change) {
    return withToken(token -> api.changePassword(token, change));
  }

  /** Signs out here, even where the server cannot be told. What is on the disk stays. */
  public void signOut() {
    signOut(api::signOut);
  }

  /** Signs out here and on all other devices. */
  public void signOutEverywhere() {
    signOut(api::signOutEverywhere);
  }

  /** Who is signed in, as the server last said. */
  public Optional<UserSummary> me() {
    return Optional.of(me);
  }

  public ConnectionState state() {
    return uplink.state();
  }

  /** Closes the connection; the listener hears nothing more once this returns. */
  @Override
  public void close() {
    loop.execute(() -> {
      uplink.end(new ConnectionState.Stopped());
      loop.stop();
    });
    if (!loop.isCurrent()) {
      loop.join(GOODBYE);
    }
  }

  private void restore() {
    store.listen(notice -> loop.execute(() -> listener.notice(notice)));
    rooms.restore();
    outbox.restore();
  }

  private long lastSeq(RoomId room) {
    return rooms.lastSeq(room);
  }

  private void caughtUp() {
    uplink.caughtUp();
    outbox.online();
  }

  /** What the answer to somebody's command says about the rooms. */
  private void learn(ClientCommand command, ServerReply reply) {
    switch (reply) {
      case RoomJoined joined -> rooms.answered(joined.state());
      case Done _ when command instanceof LeaveRoom leave ->
          rooms.gone(leave.room(), ExitReason.LEFT, null);
      case Done _ when command instanceof DeleteRoom delete ->
          rooms.gone(delete.room(), ExitReason.DELETED, null);
      default -> {}
    }
  }

  private <T> CompletableFuture<Answer<T>> withToken(Function<String, Answer<T>> call) {
    CompletableFuture<Answer<T>> answer = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("chatx-account")
        .start(() -> {
          Grant grant = tokens.token();
          answer.complete(
              switch (grant) {
                case Granted granted -> call.apply(granted.accessToken());
                case Ended _ -> new Answer.Failed<>(Trouble.BROKEN);
                case NotNow notNow -> new Answer.Failed<>(notNow.trouble());
              });
        });
    return answer;
  }

  private void signOut(Function<String, Answer<Answer.Nothing>> call) {
    loop.execute(() -> uplink.end(new ConnectionState.SignedOut(SignedOutReason.SIGNED_OUT_HERE)));
    var _ = Thread.ofVirtual().name("chatx-sign-out").start(() -> tokens.signOut(call));
  }

  private final class FromServer implements Uplink.Owner {
    @Override
    public void changed(ConnectionState state) {
      listener.connection(state);
    }

    @Override
    public void signedIn(Authenticated as) {
      me = as.user();
      catchUp.start();
    }

    @Override
    public void event(EventFrame frame) {
      RoomId room = frame.room();
      switch (frame.event()) {
        case DurableEvent event -> {
          if (room != null && frame.seq() != null && frame.at() != null) {
            if (!rooms.logged(room, new LoggedEvent(frame.seq(), frame.at(), event))) {
              catchUp.closeGap(room);
            }
          }
        }
        case TransientEvent event -> {
          if (room != null) {
            rooms.fleeting(room, event);
          }
        }
        case SessionEvent event -> session(event);
      }
    }

    @Override
    public void lost() {
      catchUp.stop();
      outbox.lost();
    }

    private void session(SessionEvent event) {
      switch (event) {
        case RoomEntered entered -> rooms.answered(entered.state());
        case RoomExited exited -> rooms.gone(exited.room(), exited.reason(), exited.by());
        case ServerStopping _ -> {}
      }
    }
  }
}
