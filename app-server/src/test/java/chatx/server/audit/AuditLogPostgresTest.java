package chatx.server.audit;

import chatx.server.storage.StorageSettings;
import chatx.server.storage.TestDatabases;

/** The same log on PostgreSQL. */
class AuditLogPostgresTest extends AuditLogTest {
  @Override
  StorageSettings settings() {
    return TestDatabases.postgres();
  }
}
