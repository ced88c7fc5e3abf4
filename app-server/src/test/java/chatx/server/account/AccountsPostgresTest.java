package chatx.server.account;

import chatx.server.storage.StorageSettings;
import chatx.server.storage.TestDatabases;

/** The same accounts on PostgreSQL. */
class AccountsPostgresTest extends AccountsTest {
  @Override
  StorageSettings settings() {
    return TestDatabases.postgres();
  }

  /** The limit is counted in memory: the database only makes the rest slower. */
  @Override
  int guesses() {
    return 2_000;
  }
}
