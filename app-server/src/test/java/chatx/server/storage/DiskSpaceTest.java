package chatx.server.storage;

import static chatx.server.storage.tables.Tables.AUDIT_HEAD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chatx.server.storage.StorageException.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk fills up: writing stops before it is full, reading goes on. */
class DiskSpaceTest {
  private final AtomicLong usable = new AtomicLong(Long.MAX_VALUE);
  private final AtomicLong nanos = new AtomicLong();

  @Test
  void onAFullDiskWhatWritesIsRefusedAndReadersGoOnUntilThereIsRoom(@TempDir Path folder) {
    try (Database database =
        Database.open(TestDatabases.h2File(folder), new DiskSpace(usable::get, nanos::get))) {
      Transactions transactions = database.transactions();
      assertThat(touch(transactions)).isNotNegative();

      usable.set(DiskSpace.LEAST - 1);
      nanos.addAndGet(Duration.ofMillis(50).toNanos());
      assertThatThrownBy(() -> touch(transactions))
          .isInstanceOfSatisfying(
              StorageException.class, e -> assertThat(e.kind()).isEqualTo(Kind.FULL));
      assertThatThrownBy(transactions::requireSpace).isInstanceOf(StorageException.class);
      int rows = transactions.read(tx -> tx.sql().fetchCount(AUDIT_HEAD));
      assertThat(rows).isNotNegative();
      assertThat(database.isReachable()).isTrue();

      usable.set(DiskSpace.LEAST);
      nanos.addAndGet(Duration.ofMillis(50).toNanos());
      assertThat(touch(transactions)).isNotNegative();
    }
  }

  @Test
  void aFolderOfARealDiskHasRoom(@TempDir Path folder) {
    DiskSpace.around(folder).require();
    DiskSpace.around(folder.resolve("that is not there")).require();
  }

  private static int touch(Transactions transactions) {
    return transactions.write(
        tx -> tx.sql().deleteFrom(AUDIT_HEAD).where(org.jooq.impl.DSL.falseCondition()).execute());
  }
}
