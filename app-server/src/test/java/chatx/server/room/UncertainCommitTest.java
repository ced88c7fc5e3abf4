package chatx.server.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chatx.protocol.RoomId;
import chatx.protocol.UserId;
import chatx.server.frame.EncodedFrame;
import chatx.server.storage.Database;
import chatx.server.storage.LosingDriver;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A commit whose outcome nobody heard, because the connection to the database broke just then. */
class UncertainCommitTest {
  @Test
  void whatWasCommittedAllTheSameIsMadeDurableAndToldBeforeAnythingIsAnswered() throws Exception {
    List<String> heard = new CopyOnWriteArrayList<>();
    try (LosingDriver driver = LosingDriver.register();
        OneRoom room = new OneRoom(Database.open(driver.database()), new Checkpoints(heard))) {
      room.create();
      Reader reader = new Reader(room.owner().id(), heard);
      room.run(task -> task.subscribe(reader)).get(10, TimeUnit.SECONDS);
      driver.loseNextCommit();
      assertThatThrownBy(() -> room.post("hello").get(10, TimeUnit.SECONDS))
          .hasRootCauseMessage("the connection is lost");
      // As when the sender tries again and is answered from what is stored.
      room.run(_ -> {}).get(10, TimeUnit.SECONDS);
      assertThat(heard).hasSize(2).first().isEqualTo("checkpoint");
      assertThat(heard.getLast()).contains("\"seq\":2").contains("hello");
      room.post("again").get(10, TimeUnit.SECONDS);
      assertThat(heard).hasSize(3);
      assertThat(heard.getLast()).contains("\"seq\":3");
    }
  }

  /** Notes what has to survive a power cut. */
  private record Checkpoints(List<String> heard) implements Durability {
    @Override
    public void settleMessages(List<byte[]> frames) {}

    @Override
    public void settleEverything() {
      heard.add("checkpoint");
    }

    @Override
    public void settleOwed() {}
  }

  /** Keeps what it is offered. */
  private static final class Reader implements Subscriber {
    private final List<String> heard;
    private final UserId user;

    Reader(UserId user, List<String> heard) {
      this.user = user;
      this.heard = heard;
    }

    @Override
    public UserId user() {
      return user;
    }

    @Override
    public void offer(EncodedFrame frame) {
      heard.add(StandardCharsets.UTF_8.decode(frame.view()).toString());
    }

    @Override
    public boolean attached(RoomId room) {
      return true;
    }

    @Override
    public void detached(RoomId room) {}
  }
}
