package chatx.server.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chatx.server.storage.Database;
import chatx.server.storage.StorageSettings;
import chatx.server.storage.TestDatabases;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is said of a PostgreSQL database before, after and past this version. */
class SchemaProbeTest {
  private final StorageSettings postgres = TestDatabases.postgres();

  @Test
  void aNewDatabaseIsFreshThenCurrentAndANewerOneIsRefused() {
    assertThat(probe()).isInstanceOf(SchemaProbe.Fresh.class);
    try (Database database = DatabaseOpening.server(postgres)) {
      assertThat(probe()).isInstanceOf(SchemaProbe.Current.class);
      setVersion(database, 99);
    }
    assertThat(probe())
        .isInstanceOfSatisfying(
            SchemaProbe.Newer.class, newer -> assertThat(newer.schema()).isEqualTo(99));
    assertThatThrownBy(() -> DatabaseOpening.server(postgres).close())
        .isInstanceOf(UnusableDataException.class)
        .hasMessageContaining("newer")
        .hasMessageContaining("nothing was changed");
  }

  @Test
  void aDatabaseThatIsNotThereIsUnreachableWithItsReason() {
    assertThat(
            SchemaProbe.server(
                postgres.url().replaceFirst("/[^/?]+(\\?|$)", "/missing$1"),
                String.valueOf(postgres.user()),
                "",
                Duration.ofSeconds(5)))
        .isInstanceOfSatisfying(
            SchemaProbe.Unreachable.class,
            unreachable -> assertThat(unreachable.reason()).contains("missing"));
  }

  private static void setVersion(Database database, int version) {
    database
        .transactions()
        .commit(tx ->
            tx.sql().execute("update flyway_schema_history set version = '%d'".formatted(version)));
  }

  private SchemaProbe.Result probe() {
    return SchemaProbe.server(
        postgres.url(),
        postgres.user() == null ? "" : postgres.user(),
        postgres.password() == null ? "" : postgres.password(),
        Duration.ofSeconds(5));
  }
}
