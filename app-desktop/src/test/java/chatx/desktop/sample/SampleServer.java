package chatx.desktop.sample;

import chatx.desktop.model.RoomMemory;
import chatx.desktop.model.RoomModel;
import chatx.desktop.model.ServerLink;
import chatx.desktop.model.ServerModel;
import chatx.desktop.session.ConnectionState;
import chatx.desktop.session.SessionListener;
import chatx.desktop.storage.AccountId;
import chatx.desktop.storage.OutboxEntry;
import chatx.desktop.storage.OutboxState;
import chatx.desktop.storage.RoomMarks;
import chatx.desktop.storage.RoomSnapshot;
import chatx.desktop.storage.SavedAccount;
import chatx.desktop.storage.ServerAddress;
import chatx.desktop.ui.Work;
import chatx.protocol.ClientCommand;
import chatx.protocol.ClientKey;
import chatx.protocol.DurableEvent;
import chatx.protocol.LoggedEvent;
import chatx.protocol.Member;
import chatx.protocol.MemberRole;
import chatx.protocol.MessageId;
import chatx.protocol.MessagePosted;
import chatx.protocol.Problem;
import chatx.protocol.ProblemCode;
import chatx.protocol.RoomId;
import chatx.protocol.RoomState;
import chatx.protocol.ServerInfo;
import chatx.protocol.ServerReply;
import chatx.protocol.UserId;
import chatx.protocol.UserSummary;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A server model on a link that answers as it is told to. Everything happens at once, on the thread
 * that calls; what nobody wrote an answer for is refused as unavailable.
 */
public final class SampleServer implements ServerLink {
  public static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private final ServerModel model;
  private final SessionListener session;
  private final UserSummary me;
  private final Map<Class<?>, Function<ClientCommand, ServerReply>> answers = new HashMap<>();
  private final List<ClientCommand> asked = new ArrayList<>();
  private final List<Runnable> held = new ArrayList<>();
  private final Map<RoomId, Long> lengths = new HashMap<>();
  private boolean holding;

  /** Signed in as that person, and online. */
  public SampleServer(String name, UserSummary me) {
    this.me = me;
    var account =
        new SavedAccount(
            new AccountId(id(name)),
            ServerAddress.parse("localhost").orElseThrow(),
            name,
            me,
            false);
    model = new ServerModel(account, new Marks(), Work.atOnce(), ZoneOffset.UTC);
    model.attach(this);
    session = model.listener();
    session.connection(new ConnectionState.Online(new ServerInfo(name, "1", 1, 4_000, 65_536, 30)));
  }

  public static UserSummary person(String name, String displayName) {
    return new UserSummary(new UserId(id(name)), name, displayName);
  }

  public static Member member(UserSummary who, MemberRole role, boolean online) {
    return new Member(who, role, NOON, online);
  }

  public static UUID id(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }

  public static Problem refusal(ProblemCode code) {
    return new Problem(code, "Refused.", null, null, null);
  }

  /** With how many seconds to wait, or about which field. */
  public static Problem refusal(
      ProblemCode code, @Nullable Long retryAfterMs, @Nullable String field) {
    return new Problem(code, "Refused.", field, retryAfterMs, null);
  }

  public ServerModel model() {
    return model;
  }

  /** How it stands with the connection from now on. */
  public void connection(ConnectionState state) {
    session.connection(state);
  }

  /** What was asked, in order. */
  public List<ClientCommand> asked() {
    return List.copyOf(asked);
  }

  /** What was asked last. */
  public ClientCommand askedLast() {
    return asked.getLast();
  }

  /** From now on commands of that kind are answered so. */
  public <C extends ClientCommand> void answer(Class<C> command, Function<C, ServerReply> reply) {
    answers.put(command, asking -> reply.apply(command.cast(asking)));
  }

  /** Answers wait from now on. */
  public void hold() {
    holding = true;
  }

  /** What waited is answered. */
  public void release() {
    holding = false;
    List<Runnable> now = List.copyOf(held);
    held.clear();
    now.forEach(Runnable::run);
  }

  /** What the server would tell of a room with oneself in that role and these others. */
  public RoomState state(
      String name, String topic, boolean locked, MemberRole mine, Member... others) {
    List<Member> members = new ArrayList<>();
    members.add(member(me, mine, true));
    members.addAll(List.of(others));
    return new RoomState(new RoomId(id(name)), name, topic, locked, 1, members.size(), members);
  }

  /** A room one is in. */
  public RoomModel room(RoomState state) {
    lengths.put(state.id(), state.lastSeq());
    session.restored(new RoomSnapshot(state, List.of()));
    return model.room(state.id()).orElseThrow();
  }

  /** A room one is in, without a topic. */
  public RoomModel room(String name, MemberRole mine, Member... others) {
    return room(state(name, "", false, mine, others));
  }

  /** Something happens in a room. */
  public void tell(RoomModel room, DurableEvent event) {
    long seq = lengths.merge(room.id(), 1L, Long::sum);
    session.logged(room.id(), new LoggedEvent(seq, NOON.plusSeconds(seq), event));
  }

  /** Somebody says something there. */
  public void say(RoomModel room, UserSummary author, String body) {
    tell(room, message(author, body));
  }

  public static MessagePosted message(UserSummary author, String body) {
    return new MessagePosted(
        new MessageId(UUID.randomUUID()), author, new ClientKey(UUID.randomUUID()), body);
  }

  @Override
  public CompletableFuture<ServerReply> request(ClientCommand command) {
    asked.add(command);
    var answer = new CompletableFuture<ServerReply>();
    Runnable giving =
        () -> {
          Function<ClientCommand, ServerReply> written = answers.get(command.getClass());
          answer.complete(
              written == null ? refusal(ProblemCode.UNAVAILABLE) : written.apply(command));
        };
    if (holding) {
      held.add(giving);
    } else {
      giving.run();
    }
    return answer;
  }

  @Override
  public OutboxEntry send(RoomId room, String body) {
    return new OutboxEntry(
        new ClientKey(UUID.randomUUID()), room, body, NOON, OutboxState.QUEUED, null);
  }

  @Override
  public void retry(ClientKey key) {}

  @Override
  public void discard(ClientKey key) {}

  /** Marks that are gone with the test. */
  private static final class Marks implements RoomMemory {
    private final Map<RoomId, RoomMarks> marks = new HashMap<>();
    private final Map<RoomId, String> drafts = new HashMap<>();

    @Override
    public RoomMarks marks(RoomId room) {
      return Objects.requireNonNullElse(marks.get(room), RoomMarks.NONE);
    }

    @Override
    public void marks(RoomId room, RoomMarks changed) {
      marks.put(room, changed);
    }

    @Override
    public String draft(RoomId room) {
      return Objects.requireNonNullElse(drafts.get(room), "");
    }

    @Override
    public void draft(RoomId room, String text) {
      drafts.put(room, text);
    }
  }
}
