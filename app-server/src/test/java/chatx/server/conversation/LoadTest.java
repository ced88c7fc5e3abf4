package chatx.server.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.protocol.EventFrame;
import chatx.protocol.JoinRoom;
import chatx.protocol.MessageAccepted;
import chatx.protocol.MessagePosted;
import chatx.protocol.RoomId;
import chatx.protocol.RoomJoined;
import chatx.protocol.ServerReply;
import chatx.server.storage.TestDatabases;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Many connections at once, at a size that a small machine bears: everybody sends at a steady pace,
 * {@code -Dchatx.load.seconds} long.
 */
class LoadTest {
  private static final int SECONDS = Integer.getInteger("chatx.load.seconds", 15);
  private static final int ROOMS = 20;
  private static final int MEMBERS = 10;
  private static final Duration PACE = Duration.ofMillis(500);
  private static final int MESSAGES = (int) Duration.ofSeconds(SECONDS).dividedBy(PACE);

  /** A room, those who are in it, and what was answered to what they sent. */
  private record Group(
      RoomId room, List<TestClient> members, Queue<CompletableFuture<ServerReply>> replies) {}

  @ParameterizedTest
  @ValueSource(strings = {"H2", "PostgreSQL"})
  void twoHundredConnectionsSeeOneOrderInEachOfTwentyRooms(String database, @TempDir Path folder)
      throws Exception {
    try (TestServer server =
        new TestServer(folder, database.equals("H2") ? null : TestDatabases.postgres())) {
      List<Group> groups = new ArrayList<>();
      for (int r = 0; r < ROOMS; r++) {
        groups.add(group(server, r));
      }
      sendAtAPace(groups);
      for (Group group : groups) {
        List<Long> accepted =
            group.replies().stream()
                .map(reply -> ((MessageAccepted) reply.join()).seq())
                .sorted()
                .toList();
        // The room's first numbers tell how it was made and joined.
        assertThat(accepted)
            .isEqualTo(
                LongStream.range(0, MEMBERS * (long) MESSAGES)
                    .mapToObj(i -> MEMBERS + 1 + i)
                    .toList());
        List<EventFrame> first = heard(group.members().getFirst());
        assertThat(first).extracting(EventFrame::seq).isEqualTo(accepted);
        for (TestClient member : group.members().subList(1, MEMBERS)) {
          assertThat(heard(member)).isEqualTo(first);
        }
      }
      groups.forEach(group -> group.members().forEach(TestClient::close));
    }
  }

  private static Group group(TestServer server, int number) {
    List<TestClient> members = new ArrayList<>();
    for (int m = 0; m < MEMBERS; m++) {
      members.add(server.register("user-" + number + "x" + m));
    }
    RoomId room = members.getFirst().createRoom("Load room number " + number).id();
    for (TestClient member : members.subList(1, MEMBERS)) {
      member.ask(new JoinRoom(room, null), RoomJoined.class);
    }
    return new Group(room, members, new ConcurrentLinkedQueue<>());
  }

  /** The members begin one after the other, so that the server has something to do all the time. */
  private static void sendAtAPace(List<Group> groups) throws InterruptedException {
    CountDownLatch busy = new CountDownLatch(ROOMS * MEMBERS);
    try (ScheduledExecutorService pace = Executors.newScheduledThreadPool(4)) {
      long delay = 0;
      for (Group group : groups) {
        for (TestClient member : group.members()) {
          AtomicInteger left = new AtomicInteger(MESSAGES);
          var _ =
              pace.scheduleAtFixedRate(
                  () -> {
                    int number = left.getAndDecrement();
                    if (number > 0) {
                      group
                          .replies()
                          .add(member.send(member.message(group.room(), "message " + number)));
                    }
                    if (number == 1) {
                      busy.countDown();
                    }
                  },
                  delay += PACE.toNanos() / (ROOMS * MEMBERS),
                  PACE.toNanos(),
                  TimeUnit.NANOSECONDS);
        }
      }
      assertThat(busy.await(3L * SECONDS, TimeUnit.SECONDS)).as("all has been sent").isTrue();
      var _ = pace.shutdownNow();
    }
  }

  /** All messages that a member was told of, in the order of their arrival. */
  private static List<EventFrame> heard(TestClient member) {
    return member.eventsSoFar().stream()
        .filter(frame -> frame.event() instanceof MessagePosted)
        .toList();
  }
}
