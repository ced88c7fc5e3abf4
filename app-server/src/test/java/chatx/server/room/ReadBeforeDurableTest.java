package chatx.server.room;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.protocol.LoggedEvent;
import chatx.server.storage.Database;
import chatx.server.storage.StorageException;
import chatx.server.storage.TestDatabases;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is committed on H2 can be read before the journal has it: it must not be told so early. */
class ReadBeforeDurableTest {
  @Test
  void whatIsNotYetDurableIsNotTold(@TempDir Path folder) throws Exception {
    Slow journal = new Slow();
    try (OneRoom room = new OneRoom(Database.open(TestDatabases.h2File(folder)), journal)) {
      room.create();
      CompletableFuture<LoggedEvent> posted = room.post("hello");
      assertThat(journal.asked.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(room.log()).hasSize(2);
      assertThat(room.durableUpTo()).isEqualTo(1);
      journal.answer.countDown();
      posted.get(10, TimeUnit.SECONDS);
      assertThat(room.durableUpTo()).isGreaterThanOrEqualTo(2);
    }
  }

  @Test
  void whatTheDiskDidNotTakeIsToldWhenItDoes(@TempDir Path folder) throws Exception {
    Slow journal = new Slow();
    journal.answer.countDown();
    try (OneRoom room = new OneRoom(Database.open(TestDatabases.h2File(folder)), journal)) {
      room.create();
      journal.full = true;
      CompletableFuture<LoggedEvent> posted = room.post("hello");
      assertThat(posted.handle((_, failure) -> failure).get(10, TimeUnit.SECONDS)).isNotNull();
      assertThat(room.durableUpTo()).isEqualTo(1);
      journal.full = false;
      room.run(_ -> {}).get(10, TimeUnit.SECONDS);
      assertThat(room.durableUpTo()).isGreaterThanOrEqualTo(2);
    }
  }

  /** A disk that takes its time, or has no room. */
  private static final class Slow implements Durability {
    final CountDownLatch asked = new CountDownLatch(1);
    final CountDownLatch answer = new CountDownLatch(1);
    volatile boolean full;
    private volatile boolean owed;

    @Override
    public void settleMessages(List<byte[]> frames) {
      asked.countDown();
      try {
        answer.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      owed = true;
      settleOwed();
    }

    @Override
    public void settleEverything() {}

    @Override
    public void settleOwed() {
      if (owed && full) {
        throw new StorageException(
            StorageException.Kind.FULL, "no room", new IllegalStateException());
      }
      owed = false;
    }
  }
}
