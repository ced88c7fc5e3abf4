package chatx.server.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.protocol.EventFrame;
import chatx.protocol.JoinRoom;
import chatx.protocol.MessageAccepted;
import chatx.protocol.MessagePosted;
import chatx.protocol.RoomId;
import chatx.protocol.RoomJoined;
import chatx.protocol.ServerReply;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many connections at once, at a size that a small machine bears. */
class LoadTest {
  private static final int ROOMS = 20;
  private static final int MEMBERS = 10;
  private static final int MESSAGES = 20;

  @Test
  void twoHundredConnectionsSeeOneOrderInEachOfTwentyRooms(@TempDir Path folder) {
    try (TestServer server = new TestServer(folder, null)) {
      List<List<TestClient>> rooms = new ArrayList<>();
      List<RoomId> ids = new ArrayList<>();
      for (int r = 0; r < ROOMS; r++) {
        List<TestClient> members = new ArrayList<>();
        for (int m = 0; m < MEMBERS; m++) {
          members.add(server.register("user-" + r + "x" + m));
        }
        RoomId room = members.getFirst().createRoom("Load room number " + r).id();
        for (TestClient member : members.subList(1, MEMBERS)) {
          member.ask(new JoinRoom(room, null), RoomJoined.class);
        }
        rooms.add(members);
        ids.add(room);
      }

      List<CompletableFuture<ServerReply>> replies = new ArrayList<>();
      for (int i = 0; i < MESSAGES; i++) {
        for (int r = 0; r < ROOMS; r++) {
          for (TestClient member : rooms.get(r)) {
            replies.add(member.send(member.message(ids.get(r), "message " + i)));
          }
        }
      }
      assertThat(replies.stream().map(CompletableFuture::join))
          .allMatch(MessageAccepted.class::isInstance);

      for (List<TestClient> members : rooms) {
        TreeMap<Long, EventFrame> first = new TreeMap<>();
        for (TestClient member : members) {
          List<EventFrame> posted = new ArrayList<>();
          while (posted.size() < MEMBERS * MESSAGES) {
            posted.add(member.expectFrame(MessagePosted.class));
          }
          assertThat(member.eventsSoFar()).isEmpty();
          TreeMap<Long, EventFrame> view = new TreeMap<>();
          posted.forEach(event -> view.put(event.seq(), event));
          assertThat(posted).extracting(EventFrame::seq).containsExactlyElementsOf(view.keySet());
          if (first.isEmpty()) {
            first = view;
          }
          assertThat(view).isEqualTo(first);
        }
        assertThat(first.lastKey() - first.firstKey() + 1).isEqualTo(MEMBERS * MESSAGES);
      }
      rooms.forEach(members -> members.forEach(TestClient::close));
    }
  }
}
