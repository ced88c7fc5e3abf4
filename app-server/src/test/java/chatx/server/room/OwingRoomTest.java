package chatx.server.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chatx.server.storage.Database;
import chatx.server.storage.StorageException;
import chatx.server.storage.TestDatabases;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody owes a sync or a record: what that means to a room. */
class OwingRoomTest {
  private final AtomicBoolean full = new AtomicBoolean();

  @Test
  void whatAnotherRoomOwesIsSettledBeforeATransactionThatItWouldWaitFor(@TempDir Path folder)
      throws Exception {
    Database database = Database.open(TestDatabases.h2File(folder));
    try (OneRoom room = new OneRoom(database, new Owed(database))) {
      room.create();
      room.run(it -> it.setTopic("read and written")).get(10, TimeUnit.SECONDS);
      assertThat(room.post("hello").get(10, TimeUnit.SECONDS).seq()).isEqualTo(2);
    }
  }

  @Test
  void aRoomIsReadThoughAnotherOneOwesAndIsNotWritten(@TempDir Path folder) throws Exception {
    Database database = Database.open(TestDatabases.h2File(folder));
    try (OneRoom room = new OneRoom(database, new Owed(database))) {
      room.create();
      full.set(true);
      assertThat(room.run(_ -> {}).get(10, TimeUnit.SECONDS).state().lastSeq()).isEqualTo(1);
      assertThatThrownBy(() -> room.post("hello").get(10, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(StorageException.class);
      full.set(false);
      assertThat(room.post("hello").get(10, TimeUnit.SECONDS).seq()).isEqualTo(2);
    }
  }

  /** As the journal's owner where a checkpoint failed: it is made up for at every chance. */
  private final class Owed implements Durability {
    private final Database database;

    Owed(Database database) {
      this.database = database;
    }

    @Override
    public void settleMessages(List<byte[]> frames) {}

    @Override
    public void settleEverything() {}

    @Override
    public void settleOwed() {
      if (full.get()) {
        throw new StorageException(
            StorageException.Kind.FULL, "the disk is full", new IOException("no room"));
      }
      database.transactions().makeDurable();
    }
  }
}
