package chatx.desktop.conversation;

import chatx.desktop.model.AppModel;
import chatx.desktop.model.RoomMemory;
import chatx.desktop.model.RoomModel;
import chatx.desktop.model.ServerLink;
import chatx.desktop.model.ServerModel;
import chatx.desktop.session.ConnectionState;
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
import chatx.protocol.HistoryPage;
import chatx.protocol.LoggedEvent;
import chatx.protocol.Member;
import chatx.protocol.MemberRole;
import chatx.protocol.MessageId;
import chatx.protocol.MessagePosted;
import chatx.protocol.Problem;
import chatx.protocol.ProblemCode;
import chatx.protocol.ReadHistory;
import chatx.protocol.RoomCreated;
import chatx.protocol.RoomId;
import chatx.protocol.RoomState;
import chatx.protocol.ServerInfo;
import chatx.protocol.ServerReply;
import chatx.protocol.UserSummary;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * An account with rooms whose past is at hand: answers pages of history and keeps an outbox, at
 * once and on the calling thread, which is the FX thread.
 */
final class SampleServer implements ServerLink {
  static final int LIMIT = 4_000;

  final AppModel app = new AppModel();
  final ServerModel model;
  final List<OutboxEntry> outbox = new ArrayList<>();
  private final Map<RoomId, List<LoggedEvent>> logs = new HashMap<>();
  private final Map<RoomId, String> drafts = new HashMap<>();
  private boolean online = true;
  private boolean diskFull;
  private int pages;

  SampleServer() {
    var account =
        new SavedAccount(
            AccountId.random(),
            new ServerAddress("localhost", 8420, false),
            "Workshop",
            Samples.ADA,
            false);
    model = new ServerModel(account, new Memory(), Work.atOnce(), Samples.CLOCK.getZone());
    model.attach(this);
    app.add(model);
    app.windowFocusedProperty().set(true);
    connected(true);
  }

  void connected(boolean yes) {
    online = yes;
    model
        .listener()
        .connection(
            yes
                ? new ConnectionState.Online(
                    new ServerInfo("Workshop", "1.0", 1, LIMIT, 65_536, 30))
                : new ConnectionState.Stopped());
  }

  void diskFull() {
    diskFull = true;
  }

  int pages() {
    return pages;
  }

  /** A room with so many messages, of which the cache has the newest. */
  RoomModel room(String name, String topic, boolean locked, int messages, int cached) {
    var id = idOf(name);
    var log = new ArrayList<LoggedEvent>(messages + 1);
    logs.put(id, log);
    add(id, Samples.START.minusSeconds(86_400), new RoomCreated(Samples.ADA, name, topic, locked));
    for (int i = 1; i <= messages; i++) {
      String text = "message " + i + " " + "word ".repeat(i * 31 % 67).strip();
      add(
          id,
          Samples.START.minusSeconds(40_000).plusSeconds(i),
          posted(i % 3 == 0 ? Samples.BOB : Samples.ADA, i, text));
    }
    return enter(id, name, topic, locked, cached);
  }

  /**
   * A room with so many short messages, each made when it is asked for, so that it weighs nothing.
   */
  RoomModel endless(String name, int messages) {
    var id = idOf(name);
    logs.put(
        id,
        new AbstractList<>() {
          @Override
          public LoggedEvent get(int index) {
            String text = "message " + (index + 1) + ", **about** nothing";
            return new LoggedEvent(
                index + 1,
                Samples.START.minusSeconds(messages).plusSeconds(index),
                posted(index % 7 == 0 ? Samples.BOB : Samples.ADA, index + 1, text));
          }

          @Override
          public int size() {
            return messages;
          }
        });
    return enter(id, name, "", false, 200);
  }

  RoomModel enter(RoomId id, String name, String topic, boolean locked, int cached) {
    var log = log(id);
    var state =
        new RoomState(
            id,
            name,
            topic,
            locked,
            log.size(),
            3,
            List.of(
                new Member(Samples.ADA, MemberRole.OWNER, Samples.START, true),
                new Member(Samples.BOB, MemberRole.MEMBER, Samples.START, true)));
    model
        .listener()
        .restored(
            new RoomSnapshot(state, log.subList(Math.max(0, log.size() - cached), log.size())));
    return model.room(id).orElseThrow();
  }

  RoomId begin(String name) {
    var id = idOf(name);
    logs.put(id, new ArrayList<>());
    return id;
  }

  LoggedEvent add(RoomId room, Instant at, DurableEvent event) {
    var log = log(room);
    var logged = new LoggedEvent(log.size() + 1, at, event);
    log.add(logged);
    return logged;
  }

  /** Somebody says something now. */
  void say(RoomModel room, UserSummary author, String text) {
    var log = log(room.id());
    var logged =
        add(room.id(), Samples.START.plusSeconds(log.size()), posted(author, log.size() + 1, text));
    model.listener().logged(room.id(), logged);
  }

  /** The server has the message. */
  void accept(OutboxEntry entry) {
    var logged =
        add(
            entry.room(),
            Samples.START.plusSeconds(9_000),
            new MessagePosted(
                new MessageId(UUID.randomUUID()), Samples.ADA, entry.key(), entry.body()));
    model.listener().outbox(entry.in(OutboxState.ACCEPTED, null));
    model.listener().logged(entry.room(), logged);
    model.listener().outbox(entry.in(OutboxState.REMOVED, null));
  }

  void refuse(OutboxEntry entry, ProblemCode code) {
    model.listener().outbox(entry.in(OutboxState.FAILED, problem(code)));
  }

  static MessagePosted posted(UserSummary author, long number, String text) {
    return new MessagePosted(
        new MessageId(new UUID(2, number)), author, new ClientKey(new UUID(3, number)), text);
  }

  @Override
  public CompletableFuture<ServerReply> request(ClientCommand command) {
    if (!online) {
      return CompletableFuture.completedFuture(problem(ProblemCode.UNAVAILABLE));
    }
    if (command instanceof ReadHistory read) {
      pages++;
      return CompletableFuture.completedFuture(page(read));
    }
    return CompletableFuture.completedFuture(problem(ProblemCode.UNSUPPORTED));
  }

  @Override
  public OutboxEntry send(RoomId room, String body) {
    var entry =
        new OutboxEntry(
            new ClientKey(UUID.randomUUID()),
            room,
            body,
            Samples.START.plusSeconds(9_000),
            diskFull ? OutboxState.FAILED : OutboxState.SENDING,
            diskFull ? problem(ProblemCode.STORAGE_FULL) : null);
    if (!diskFull) {
      outbox.add(entry);
      model.listener().outbox(entry);
    }
    return entry;
  }

  @Override
  public void retry(ClientKey key) {
    outbox.stream()
        .filter(entry -> entry.key().equals(key))
        .forEach(entry -> model.listener().outbox(entry.in(OutboxState.SENDING, null)));
  }

  @Override
  public void discard(ClientKey key) {
    outbox.stream()
        .filter(entry -> entry.key().equals(key))
        .forEach(entry -> model.listener().outbox(entry.in(OutboxState.REMOVED, null)));
    outbox.removeIf(entry -> entry.key().equals(key));
  }

  private static RoomId idOf(String name) {
    return new RoomId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
  }

  private List<LoggedEvent> log(RoomId room) {
    return Objects.requireNonNull(logs.get(room));
  }

  private HistoryPage page(ReadHistory read) {
    var log = log(read.room());
    int limit = read.limit() == null ? 50 : read.limit();
    int from;
    int to;
    if (read.before() != null) {
      to = Math.clamp(read.before() - 1, 0, log.size());
      from = Math.max(0, to - limit);
    } else if (read.after() != null) {
      from = Math.clamp(read.after(), 0, log.size());
      to = Math.min(log.size(), from + limit);
    } else if (read.around() != null) {
      from = Math.clamp(read.around() - limit / 2, 0, log.size());
      to = Math.min(log.size(), from + limit);
    } else {
      to = log.size();
      from = Math.max(0, to - limit);
    }
    return new HistoryPage(List.copyOf(log.subList(from, to)), from > 0, to < log.size());
  }

  private static Problem problem(ProblemCode code) {
    return new Problem(code, "", null, null, null);
  }

  private final class Memory implements RoomMemory {
    private final Map<RoomId, RoomMarks> marks = new HashMap<>();

    @Override
    public RoomMarks marks(RoomId room) {
      return marks.getOrDefault(room, RoomMarks.NONE);
    }

    @Override
    public void marks(RoomId room, RoomMarks mark) {
      marks.put(room, mark);
    }

    @Override
    public String draft(RoomId room) {
      return drafts.getOrDefault(room, "");
    }

    @Override
    public void draft(RoomId room, String text) {
      drafts.put(room, text);
    }
  }
}
