package chatx.server.storage;

import chatx.server.storage.StorageException.Kind;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Locale;
import org.h2.mvstore.MVStoreException;

/** What an SQL state means to those who asked. */
final class Failures {
  private Failures() {}

  static StorageException of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof StorageException known) {
        return known;
      }
      if (cause instanceof IOException io && isDiskFull(io)) {
        return new StorageException(Kind.FULL, "the disk is full", failure);
      }
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return of(sql, failure);
      }
    }
    if (failure instanceof MVStoreException) {
      // The embedded database is closed, or has closed itself because of this.
      return new StorageException(Kind.UNAVAILABLE, "the database is out of reach", failure);
    }
    return new StorageException(Kind.BROKEN, "a database statement failed", failure);
  }

  /** Whether running the same transaction again is likely to succeed at once. */
  static boolean isWorthRepeating(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        String state = sql.getSQLState();
        // Serialization failure, deadlock (both), lock time-out (H2).
        return "40001".equals(state) || "40P01".equals(state) || "HYT00".equals(state);
      }
    }
    return false;
  }

  /** Whether the server has as many connections as it takes, which says nothing of those. */
  static boolean isTooMany(SQLException e) {
    return "53300".equals(e.getSQLState());
  }

  private static StorageException of(SQLException sql, Throwable failure) {
    String state = sql.getSQLState() == null ? "" : sql.getSQLState();
    if (sql instanceof SQLTransientConnectionException
        || state.startsWith("08")
        || state.startsWith("57P")
        || state.startsWith("53")
        || state.startsWith("40")
        || state.equals("HYT00")
        // H2: database closed, or closed by a failed write.
        || state.equals("90121")
        || state.equals("90098")) {
      if (state.equals("53100")) {
        return new StorageException(Kind.FULL, "the database's disk is full", failure);
      }
      return new StorageException(Kind.UNAVAILABLE, "the database is out of reach", failure);
    }
    if (state.startsWith("23")) {
      return new StorageException(Kind.CONFLICT, "a constraint was hit", failure);
    }
    return new StorageException(Kind.BROKEN, "a database statement failed", failure);
  }

  static boolean isDiskFull(IOException io) {
    String message = io.getMessage() == null ? "" : io.getMessage().toLowerCase(Locale.ROOT);
    return message.contains("no space left")
        || message.contains("disk quota")
        || message.contains("file too large");
  }
}
