package chatx.server.storage;

import java.sql.Connection;
import java.sql.SQLException;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * One transaction, begun at its first statement. Stores take it as a parameter, so that what
 * belongs together is committed together. Used by one thread.
 */
public final class Tx implements AutoCloseable {
  private final Database database;
  private final @Nullable WholeFile file;
  private @Nullable Connection connection;
  private @Nullable DSLContext sql;

  /**
   * @param file which must not be written meanwhile; null when nothing is changed, or when the
   *     database sees to that itself
   */
  Tx(Database database, @Nullable WholeFile file) {
    this.database = database;
    this.file = file;
  }

  /** For stores and logs only. */
  public DSLContext sql() {
    DSLContext open = sql;
    if (open == null) {
      Connection taken = connect();
      connection = taken;
      open = database.on(taken);
      sql = open;
    }
    return open;
  }

  private Connection connect() {
    if (file == null) {
      return database.connect();
    }
    file.enter();
    boolean connected = false;
    try {
      Connection taken = database.connect();
      connected = true;
      return taken;
    } finally {
      if (!connected) {
        file.leave();
      }
    }
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
      try {
        database.release(open);
      } finally {
        if (file != null) {
          file.leave();
        }
      }
    }
  }
}
