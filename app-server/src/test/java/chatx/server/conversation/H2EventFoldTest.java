package chatx.server.conversation;

import chatx.server.storage.StorageSettings;
import org.jspecify.annotations.Nullable;

class H2EventFoldTest extends EventFoldTest {
  @Override
  @Nullable StorageSettings database() {
    return null;
  }
}
