package chatx.server.conversation;

import chatx.server.storage.StorageSettings;
import chatx.server.storage.TestDatabases;

class PostgresConversationTest extends ConversationTest {
  @Override
  StorageSettings database() {
    return TestDatabases.postgres();
  }
}
