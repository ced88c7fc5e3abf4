package chatx.server.conversation;

import chatx.protocol.Authenticate;
import chatx.protocol.Authenticated;
import chatx.protocol.ClientCommand;
import chatx.protocol.ClientKey;
import chatx.protocol.CommandFrame;
import chatx.protocol.CreateRoom;
import chatx.protocol.EventFrame;
import chatx.protocol.Ping;
import chatx.protocol.Problem;
import chatx.protocol.ProblemCode;
import chatx.protocol.ReplyFrame;
import chatx.protocol.ResumeStatus;
import chatx.protocol.RoomEntered;
import chatx.protocol.RoomExited;
import chatx.protocol.RoomId;
import chatx.protocol.RoomJoined;
import chatx.protocol.RoomResumed;
import chatx.protocol.RoomState;
import chatx.protocol.SendMessage;
import chatx.protocol.ServerEvent;
import chatx.protocol.ServerReply;
import chatx.protocol.SessionResumed;
import chatx.protocol.UserSummary;
import chatx.protocol.codec.FrameCodec;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A signed-in client over a real socket. Commands may come from one thread at a time. */
final class TestClient implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final FrameCodec codec;
  private final AtomicLong ids = new AtomicLong();
  private final Map<Long, CompletableFuture<ServerReply>> pending = new ConcurrentHashMap<>();
  private final LinkedBlockingQueue<EventFrame> events = new LinkedBlockingQueue<>();
  private final List<String> order = new ArrayList<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final ReentrantLock sending = new ReentrantLock();
  private final CompletableFuture<ServerReply> welcome = new CompletableFuture<>();
  private final Map<RoomId, RoomView> views = new ConcurrentHashMap<>();
  private final Set<Class<?>> seen = ConcurrentHashMap.newKeySet();
  private volatile Consumer<ServerEvent> watcher = _ -> {};
  private final WebSocket socket;
  private @Nullable UserSummary me;
  private @Nullable String token;

  private TestClient(URI address, FrameCodec codec, Map<String, String> headers) {
    this.codec = codec;
    pending.put(0L, welcome);
    WebSocket.Builder builder = HTTP.newWebSocketBuilder().subprotocols("chatx.v1");
    headers.forEach(builder::header);
    this.socket = builder.buildAsync(address, new Receiver()).join();
  }

  /** Nobody is signed in unless by these headers of the opening request. */
  static TestClient open(URI address, Map<String, String> headers) {
    return new TestClient(address, new FrameCodec(), headers);
  }

  /** The server's answer to the opening request itself. */
  <R extends ServerReply> R welcome(Class<R> type) {
    return type.cast(get(welcome));
  }

  boolean isWelcomed() {
    return welcome.isDone();
  }

  static TestClient connect(URI address, FrameCodec codec, String token) {
    TestClient client = new TestClient(address, codec, Map.of());
    client.me = client.ask(new Authenticate(token), Authenticated.class).user();
    client.token = token;
    return client;
  }

  /** A connection that has not said who it is. */
  static TestClient guest(URI address, FrameCodec codec) {
    return new TestClient(address, codec, Map.of());
  }

  /** The access token that this connection signed in with. */
  String token() {
    String known = token;
    if (known == null) {
      throw new IllegalStateException("not signed in");
    }
    return known;
  }

  UserSummary me() {
    UserSummary known = me;
    if (known == null) {
      throw new IllegalStateException("not signed in");
    }
    return known;
  }

  CompletableFuture<ServerReply> send(ClientCommand command) {
    long id = ids.incrementAndGet();
    CompletableFuture<ServerReply> reply = new CompletableFuture<>();
    pending.put(id, reply);
    sendText(new String(codec.encode(new CommandFrame(id, command)), StandardCharsets.UTF_8));
    return reply;
  }

  void sendText(String text) {
    sending.lock();
    try {
      socket.sendText(text, true).join();
    } finally {
      sending.unlock();
    }
  }

  /** The reply to a frame that had no readable id. */
  Problem expectProblemWithoutId(String text) {
    CompletableFuture<ServerReply> reply = new CompletableFuture<>();
    pending.put(0L, reply);
    sendText(text);
    return (Problem) get(reply);
  }

  /** Whatever the answer is. */
  ServerReply ask(ClientCommand command) {
    return get(send(command));
  }

  <R extends ServerReply> R ask(ClientCommand command, Class<R> type) {
    ServerReply reply = ask(command);
    if (!type.isInstance(reply)) {
      throw new AssertionError(command + " was answered " + reply);
    }
    return type.cast(reply);
  }

  ProblemCode refused(ClientCommand command) {
    return ask(command, Problem.class).code();
  }

  RoomState createRoom(String name) {
    return ask(new CreateRoom(name, null, null), RoomJoined.class).state();
  }

  SendMessage message(RoomId room, String body) {
    return new SendMessage(room, new ClientKey(UUID.randomUUID()), body);
  }

  /** The next event of a type; others before it are passed over. */
  <E extends ServerEvent> E expect(Class<E> type) {
    return type.cast(expectFrame(type).event());
  }

  EventFrame expectFrame(Class<? extends ServerEvent> type) {
    while (true) {
      EventFrame frame = poll();
      if (type.isInstance(frame.event())) {
        return frame;
      }
    }
  }

  /** Everything that came before now. */
  List<EventFrame> eventsSoFar() {
    barrier();
    return received();
  }

  /** Everything that has been read from the socket. */
  List<EventFrame> received() {
    List<EventFrame> all = new ArrayList<>();
    events.drainTo(all);
    return all;
  }

  /** Returns when the server has answered all session commands sent before. */
  void barrier() {
    ask(new Ping(), chatx.protocol.Pong.class);
  }

  /** Replies (by number) and events (by room and number) in the order of their arrival. */
  List<String> arrivals() {
    synchronized (order) {
      return List.copyOf(order);
    }
  }

  /** The close code, once the server has closed. */
  int expectClose() {
    return expectCloseWithin(PATIENCE);
  }

  int expectCloseWithin(Duration time) {
    try {
      return closed.get(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (Exception e) {
      throw new AssertionError("the server did not close", e);
    }
  }

  /**
   * The rooms that this connection is subscribed to, as a client sees them: the state it was told,
   * and what the events since then made of it.
   */
  Map<RoomId, RoomView> views() {
    return views;
  }

  /** The types of all events that came. */
  Set<Class<?>> seen() {
    return seen;
  }

  /** Has every event told at its arrival, on the thread that reads. */
  void onEvent(Consumer<ServerEvent> told) {
    watcher = told;
  }

  /** Goes on with what another connection of the same client knew. */
  void remember(RoomId room, RoomView known) {
    views.put(room, known);
  }

  /** Cuts the connection without a word. */
  void abort() {
    socket.abort();
  }

  @Override
  public void close() {
    socket.abort();
  }

  private EventFrame poll() {
    try {
      EventFrame frame = events.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      if (frame == null) {
        throw new AssertionError("no event came");
      }
      return frame;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ServerReply get(CompletableFuture<ServerReply> reply) {
    try {
      return reply.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (Exception e) {
      throw new AssertionError("no reply came", e);
    }
  }

  private final class Receiver implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        String whole = text.toString();
        text.setLength(0);
        switch (codec.decodeServer(whole)) {
          case ReplyFrame reply -> {
            note("reply " + reply.id());
            follow(reply.reply());
            CompletableFuture<ServerReply> waiting = pending.remove(reply.id());
            if (waiting != null) {
              waiting.complete(reply.reply());
            }
          }
          case EventFrame event -> {
            note("event " + event.seq());
            follow(event);
            events.add(event);
          }
          case null -> throw new AssertionError("unknown event " + whole);
        }
      }
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      closed.complete(code);
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      closed.complete(-1);
    }

    private void follow(ServerReply reply) {
      switch (reply) {
        case RoomJoined joined -> views.put(joined.state().id(), new RoomView(joined.state()));
        case RoomResumed resumed -> follow(resumed);
        case SessionResumed resumed -> resumed.rooms().forEach(this::follow);
        default -> {
          // Nothing that a room looks different for.
        }
      }
    }

    private void follow(RoomResumed resumed) {
      RoomState state = resumed.state();
      RoomView known = views.get(resumed.room());
      if (state != null) {
        views.put(resumed.room(), new RoomView(state));
      } else if (resumed.status() == ResumeStatus.GONE) {
        views.remove(resumed.room());
      } else if (known != null) {
        resumed.events().forEach(known::apply);
      }
    }

    private void follow(EventFrame frame) {
      seen.add(frame.event().getClass());
      watcher.accept(frame.event());
      RoomId room = frame.room();
      switch (frame.event()) {
        case RoomEntered entered -> views.put(entered.state().id(), new RoomView(entered.state()));
        case RoomExited exited -> views.remove(exited.room());
        default -> {
          RoomView known = room == null ? null : views.get(room);
          if (known != null) {
            known.apply(frame);
          }
        }
      }
    }

    private void note(String what) {
      synchronized (order) {
        order.add(what);
      }
    }
  }
}
