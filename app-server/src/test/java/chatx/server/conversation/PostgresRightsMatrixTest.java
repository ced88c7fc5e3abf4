package chatx.server.conversation;

import chatx.server.storage.StorageSettings;
import chatx.server.storage.TestDatabases;

class PostgresRightsMatrixTest extends RightsMatrixTest {
  @Override
  StorageSettings database() {
    return TestDatabases.postgres();
  }
}
