package chatx.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The embedded file at any moment, as a killed server leaves it behind, while some commit and some
 * change their minds.
 */
class WholeTransactionsTest {
  private static final int WRITERS = 4;
  private static final int IMAGES = 60;

  @Test
  void theFileHoldsAllOfATransactionOrNothingOfIt(@TempDir Path folder) throws Exception {
    StorageSettings settings = TestDatabases.h2File(folder);
    AtomicBoolean enough = new AtomicBoolean();
    AtomicLong numbers = new AtomicLong();
    CountDownLatch warm = new CountDownLatch(WRITERS * 100);
    try (Database database = Database.open(settings);
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
      database
          .transactions()
          .write(tx ->
              tx.sql().execute("create table one (id bigint primary key, fate varchar(9))")
                  + tx.sql().execute("create index one_fate on one (fate, id)")
                  + tx.sql().execute("create table two (id bigint primary key, fate varchar(9))")
                  + tx.sql().execute("create index two_fate on two (fate, id)"));
      Future<?>[] writing = new Future<?>[WRITERS];
      try {
        for (int i = 0; i < WRITERS; i++) {
          boolean keeps = i % 2 == 0;
          writing[i] =
              writers.submit(() -> {
                while (!enough.get()) {
                  write(database, numbers.incrementAndGet(), keeps);
                  warm.countDown();
                }
              });
        }
        warm.await();
        for (int i = 0; i < IMAGES; i++) {
          database.transactions().makeDurable();
          Path image = folder.resolve("image" + i);
          Files.copy(folder.resolve("chatx.mv.db"), image.resolveSibling("image" + i + ".mv.db"));
        }
      } finally {
        enough.set(true);
      }
      for (Future<?> writer : writing) {
        writer.get();
      }
    }
    for (int i = 0; i < IMAGES; i++) {
      assertWhole(StorageSettings.h2File(folder.resolve("image" + i)));
    }
  }

  private static void write(Database database, long number, boolean keeps) {
    String fate = keeps ? "kept" : "dropped";
    try (Tx tx = database.transactions().begin()) {
      tx.sql().execute("insert into one values (?, ?)", number, fate);
      tx.sql().execute("insert into two values (?, ?)", number, fate);
      if (keeps) {
        tx.commit();
      }
    }
  }

  private static void assertWhole(String url) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement look = connection.createStatement()) {
      assertThat(number(look, "select count(*) from one where fate = 'dropped'"))
          .as("rows of one that were rolled back, in %s", url)
          .isZero();
      assertThat(number(look, "select count(*) from two where fate = 'dropped'"))
          .as("rows of two that were rolled back, in %s", url)
          .isZero();
      assertThat(number(look, "select count(*) from one left join two using (id)"))
          .isEqualTo(number(look, "select count(*) from one join two using (id)"))
          .isEqualTo(number(look, "select count(*) from two"))
          .isEqualTo(number(look, "select count(*) from one where fate = 'kept'"));
    }
  }

  private static long number(Statement look, String question) throws SQLException {
    try (ResultSet answer = look.executeQuery(question)) {
      answer.next();
      return answer.getLong(1);
    }
  }
}
