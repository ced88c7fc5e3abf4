package chatx.server.bench.torture;

import chatx.protocol.Authenticate;
import chatx.protocol.Authenticated;
import chatx.protocol.ClientCommand;
import chatx.protocol.HistoryPage;
import chatx.protocol.Limits;
import chatx.protocol.ListMembers;
import chatx.protocol.LoggedEvent;
import chatx.protocol.Member;
import chatx.protocol.MemberPage;
import chatx.protocol.Problem;
import chatx.protocol.ReadHistory;
import chatx.protocol.ResumeRoom;
import chatx.protocol.ResumeStatus;
import chatx.protocol.RoomId;
import chatx.protocol.RoomResumed;
import chatx.protocol.ServerReply;
import chatx.protocol.UserId;
import chatx.protocol.codec.FrameCodec;
import chatx.server.bench.BenchFailedException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A new connection that asks one thing after another, past all faults. One thread at a time. */
final class Visitor implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int AGAIN_MILLIS = 100;

  private final Line line;

  private Visitor(Line line) {
    this.line = line;
  }

  static Visitor connect(HttpClient http, URI address, String token) throws InterruptedException {
    Line line = Line.open(http, address, new FrameCodec(), PATIENCE, (_, _) -> {});
    if (line == null) {
      throw new BenchFailedException("the server at " + address + " takes no connection");
    }
    Visitor visitor = new Visitor(line);
    visitor.ask(new Authenticate(token), Authenticated.class);
    return visitor;
  }

  /** The answer, which must be of that kind; a fault may still be healing, so it comes again. */
  <R extends ServerReply> R ask(ClientCommand command, Class<R> type) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      ServerReply reply = answer(command);
      if (type.isInstance(reply)) {
        return type.cast(reply);
      }
      if (!(reply instanceof Problem problem)
          || !problem.code().retryable()
          || System.nanoTime() > end) {
        throw new BenchFailedException(
            command.getClass().getSimpleName() + " was answered " + reply);
      }
      TimeUnit.MILLISECONDS.sleep(AGAIN_MILLIS);
    }
  }

  private ServerReply answer(ClientCommand command) throws InterruptedException {
    CompletableFuture<ServerReply> answer = new CompletableFuture<>();
    line.ask(command, answer::complete);
    var _ =
        line.ended().thenRun(() -> answer.completeExceptionally(new BenchFailedException("cut")));
    try {
      return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new BenchFailedException(command.getClass().getSimpleName() + " was not answered", e);
    }
  }

  /** All of a room's past, page by page. */
  List<LoggedEvent> history(RoomId room) throws InterruptedException {
    List<LoggedEvent> all = new ArrayList<>();
    long after = 0;
    boolean more = true;
    while (more) {
      HistoryPage page =
          ask(
              new ReadHistory(room, null, after, null, Limits.HISTORY_PAGE, null),
              HistoryPage.class);
      all.addAll(page.entries());
      more = page.hasMoreAfter() && !page.entries().isEmpty();
      after = all.isEmpty() ? 0 : all.getLast().seq();
    }
    return all;
  }

  /** The same by catching up from nothing; null when the server finds that too far. */
  @Nullable List<LoggedEvent> resumed(RoomId room) throws InterruptedException {
    List<LoggedEvent> all = new ArrayList<>();
    while (true) {
      long after = all.isEmpty() ? 0 : all.getLast().seq();
      RoomResumed page = ask(new ResumeRoom(room, after), RoomResumed.class);
      all.addAll(page.events());
      if (page.status() == ResumeStatus.LIVE) {
        return all;
      } else if (page.status() != ResumeStatus.MORE) {
        return null;
      }
    }
  }

  /** Whether each member of a room is shown as online. */
  Map<UserId, Boolean> online(RoomId room) throws InterruptedException {
    Map<UserId, Boolean> online = new HashMap<>();
    String cursor = null;
    do {
      MemberPage page =
          ask(new ListMembers(room, null, cursor, Limits.MEMBER_LIST_PAGE), MemberPage.class);
      for (Member member : page.members()) {
        online.put(member.user().id(), member.online());
      }
      cursor = page.nextCursor();
    } while (cursor != null);
    return online;
  }

  @Override
  public void close() {
    line.close();
  }
}
