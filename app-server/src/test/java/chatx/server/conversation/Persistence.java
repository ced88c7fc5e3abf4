package chatx.server.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chatx.protocol.EventFrame;
import chatx.protocol.HistoryPage;
import chatx.protocol.LoggedEvent;
import chatx.protocol.MessageAccepted;
import chatx.protocol.MessagePosted;
import chatx.protocol.Problem;
import chatx.protocol.ReadHistory;
import chatx.protocol.RoomId;
import chatx.protocol.SendMessage;
import chatx.protocol.ServerReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;

/** What a sender does about refusals, and what has to be true for all that was accepted. */
final class Persistence {
  private Persistence() {}

  /** Sends it again, with its key, as often and as late as it is told. */
  static MessageAccepted sendUntilAccepted(TestClient client, SendMessage message) {
    while (true) {
      switch (client.ask(message)) {
        case MessageAccepted accepted -> {
          return accepted;
        }
        case Problem problem when problem.code().retryable() ->
            LockSupport.parkNanos(
                Duration.ofMillis(Objects.requireNonNullElse(problem.retryAfterMs(), 100L))
                    .toNanos());
        case ServerReply other -> throw new AssertionError(message + " was answered " + other);
      }
    }
  }

  /**
   * On a connection that was there all the time, everything that was accepted came once, in the
   * order of its numbers and without a hole.
   *
   * @param accepted numbers by text
   */
  static void assertHeardOnce(TestClient client, RoomId room, Map<String, Long> accepted) {
    long last = accepted.values().stream().mapToLong(Long::longValue).max().orElseThrow();
    RoomView view = Objects.requireNonNull(client.views().get(room));
    await().until(() -> view.lastSeq() >= last);
    List<Long> seqs = new ArrayList<>();
    Map<String, Long> heard = new HashMap<>();
    for (EventFrame frame : client.received()) {
      if (frame.seq() != null) {
        seqs.add(frame.seq());
      }
      if (frame.event() instanceof MessagePosted posted) {
        assertThat(heard.put(posted.body(), Objects.requireNonNull(frame.seq()))).isNull();
      }
    }
    assertThat(seqs).isEqualTo(LongStream.rangeClosed(seqs.getFirst(), last).boxed().toList());
    assertThat(heard).containsAllEntriesOf(accepted);
  }

  /** The same of what is stored. */
  static void assertStoredOnce(TestClient client, RoomId room, Map<String, Long> accepted) {
    Map<String, Long> stored = new HashMap<>();
    long after = 0;
    boolean more = true;
    while (more) {
      HistoryPage page =
          client.ask(new ReadHistory(room, null, after, null, 200, null), HistoryPage.class);
      for (LoggedEvent entry : page.entries()) {
        assertThat(entry.seq()).isEqualTo(++after);
        if (entry.event() instanceof MessagePosted posted) {
          assertThat(stored.put(posted.body(), entry.seq())).isNull();
        }
      }
      more = page.hasMoreAfter();
    }
    assertThat(stored).containsAllEntriesOf(accepted);
  }
}
