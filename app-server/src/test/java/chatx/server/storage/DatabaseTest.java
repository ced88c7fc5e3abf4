package chatx.server.storage;

import static chatx.server.storage.tables.Tables.USERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DatabaseTest {
  @TempDir static Path folder;

  static Stream<StorageSettings> databases() {
    return Stream.of(
        TestDatabases.h2Memory(), TestDatabases.h2File(folder), TestDatabases.postgres());
  }

  @ParameterizedTest
  @MethodSource("databases")
  void migratesAndCommits(StorageSettings settings) {
    try (Database database = Database.open(settings)) {
      UUID id = UUID.randomUUID();
      Instant now = Instant.parse("2026-01-02T03:04:05.123456Z");
      int inserted =
          database
              .transactions()
              .write(tx ->
                  tx.sql()
                      .insertInto(USERS)
                      .set(USERS.ID, id)
                      .set(USERS.NAME, "ada")
                      .set(USERS.NAME_KEY, "ada")
                      .set(USERS.DISPLAY_NAME, "Ada")
                      .set(USERS.PASSWORD_HASH, "x")
                      .set(USERS.CREATED_AT, now)
                      .onConflictDoNothing()
                      .execute());
      assertThat(inserted).isEqualTo(1);
      @Nullable Instant stored =
          database
              .transactions()
              .read(tx ->
                  tx.sql()
                      .select(USERS.CREATED_AT)
                      .from(USERS)
                      .where(USERS.ID.eq(id))
                      .fetchSingle(USERS.CREATED_AT));
      assertThat(stored).isEqualTo(now);
    }
  }

  @Test
  void aDatabaseThatClosedItselfIsNotOpenedAgainWithoutItsJournal(@TempDir Path here)
      throws Exception {
    StorageSettings settings = TestDatabases.h2File(here);
    Database database = Database.open(settings);
    try (Connection connection = DriverManager.getConnection(settings.url());
        Statement statement = connection.createStatement()) {
      statement.execute("shutdown immediately");
    }
    for (int i = 0; i < 5; i++) {
      assertThat(database.isReachable()).isFalse();
    }
    assertThatThrownBy(database::close).isInstanceOf(StorageException.class);
    try (Database again = Database.open(settings)) {
      assertThat(again.isReachable()).isTrue();
    }
  }
}
