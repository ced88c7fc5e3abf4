package chatx.server.conversation;

import chatx.server.storage.StorageSettings;
import org.jspecify.annotations.Nullable;

class H2ConversationTest extends ConversationTest {
  @Override
  @Nullable StorageSettings database() {
    return null;
  }
}
