package chatx.desktop.model;

import chatx.desktop.storage.OutboxEntry;
import chatx.desktop.storage.OutboxState;
import chatx.protocol.ClientCommand;
import chatx.protocol.ClientKey;
import chatx.protocol.EntryKind;
import chatx.protocol.HistoryFilter;
import chatx.protocol.HistoryPage;
import chatx.protocol.LoggedEvent;
import chatx.protocol.MessagePosted;
import chatx.protocol.Problem;
import chatx.protocol.ProblemCode;
import chatx.protocol.ReadHistory;
import chatx.protocol.RoomId;
import chatx.protocol.ServerReply;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Answers for the pasts it was given, at once or when the test says so. */
final class ScriptedServer implements ServerLink {
  final List<ClientCommand> asked = new ArrayList<>();
  final List<String> sent = new ArrayList<>();
  private final Map<RoomId, Past> pasts = new HashMap<>();
  private final Map<Class<?>, ServerReply> answers = new HashMap<>();
  private final List<Runnable> held = new ArrayList<>();
  private boolean holding;
  private boolean offline;

  ScriptedServer with(Past past) {
    pasts.put(past.room, past);
    return this;
  }

  void answer(Class<? extends ClientCommand> command, ServerReply reply) {
    answers.put(command, reply);
  }

  void offline(boolean yes) {
    offline = yes;
  }

  /** Answers wait from now on. */
  void hold() {
    holding = true;
  }

  void release() {
    holding = false;
    List<Runnable> now = List.copyOf(held);
    held.clear();
    now.forEach(Runnable::run);
  }

  List<ReadHistory> readings() {
    return asked.stream()
        .filter(ReadHistory.class::isInstance)
        .map(ReadHistory.class::cast)
        .toList();
  }

  @Override
  public CompletableFuture<ServerReply> request(ClientCommand command) {
    asked.add(command);
    CompletableFuture<ServerReply> answer = new CompletableFuture<>();
    ServerReply reply = offline ? refused(ProblemCode.UNAVAILABLE) : reply(command);
    if (holding) {
      held.add(() -> answer.complete(reply));
    } else {
      answer.complete(reply);
    }
    return answer;
  }

  @Override
  public OutboxEntry send(RoomId room, String body) {
    sent.add(body);
    return new OutboxEntry(
        Past.key(sent.size()), room, body, Instant.EPOCH, OutboxState.QUEUED, null);
  }

  @Override
  public void retry(ClientKey key) {
    sent.add("retry " + key);
  }

  @Override
  public void discard(ClientKey key) {
    sent.add("discard " + key);
  }

  private ServerReply reply(ClientCommand command) {
    ServerReply scripted = answers.get(command.getClass());
    if (scripted != null) {
      return scripted;
    }
    return command instanceof ReadHistory read
        ? Optional.ofNullable(pasts.get(read.room()))
            .<ServerReply>map(past -> page(past, read))
            .orElse(refused(ProblemCode.NO_SUCH_ROOM))
        : refused(ProblemCode.FORBIDDEN);
  }

  private static HistoryPage page(Past past, ReadHistory read) {
    int limit = read.limit() == null ? 50 : read.limit();
    HistoryFilter filter = read.filter();
    if (filter != null && read.after() != null) {
      assert filter.kinds() != null && filter.kinds().equals(List.of(EntryKind.MESSAGE));
      long after = read.after();
      List<LoggedEvent> messages =
          past.log.stream()
              .filter(event -> event.seq() > after && event.event() instanceof MessagePosted)
              .limit(limit)
              .toList();
      return new HistoryPage(messages, after > 0, false);
    }
    if (read.before() != null) {
      return past.before(read.before(), limit);
    }
    if (read.after() != null) {
      return past.after(read.after(), limit);
    }
    return read.around() != null ? past.around(read.around(), limit) : past.newestPage(limit);
  }

  static Problem refused(ProblemCode code) {
    return new Problem(code, "Refused.", null, null, null);
  }
}
