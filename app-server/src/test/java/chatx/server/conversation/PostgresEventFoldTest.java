package chatx.server.conversation;

import chatx.server.storage.StorageSettings;
import chatx.server.storage.TestDatabases;

class PostgresEventFoldTest extends EventFoldTest {
  @Override
  StorageSettings database() {
    return TestDatabases.postgres();
  }
}
