package chatx.server.storage;

import java.sql.Connection;
import java.sql.SQLException;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * One transaction, begun at its first statement. Stores take it as a parameter, so that what
 * belongs together is committed together. Used by one thread at a time.
 */
public final class Tx implements AutoCloseable {
  private final Database database;
  private @Nullable Connection connection;
  private @Nullable DSLContext sql;

  Tx(Database database) {
    this.database = database;
  }

  /** For stores and logs only. */
  public DSLContext sql() {
    DSLContext open = sql;
    if (open == null) {
      Connection taken = database.connect();
      connection = taken;
      open = database.on(taken);
      sql = open;
    }
    return open;
  }

  /** Commits what was done; on H2 it is not yet safe from a power cut, see {@link Transactions}. */
  public void commit() {
    Connection open = connection;
    if (open != null) {
      try {
        open.commit();
      } catch (SQLException e) {
        throw Failures.of(e);
      }
    }
  }

  /** Rolls back what was not committed and gives the connection back. */
  @Override
  public void close() {
    Connection open = connection;
    connection = null;
    sql = null;
    if (open != null) {
      database.release(open);
    }
  }
}
