package chatx.server.conversation;

import chatx.server.storage.StorageSettings;
import chatx.server.storage.TestDatabases;

class PostgresInvitesTest extends InvitesTest {
  @Override
  StorageSettings database() {
    return TestDatabases.postgres();
  }
}
