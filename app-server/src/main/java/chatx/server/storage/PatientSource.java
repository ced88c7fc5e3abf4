package chatx.server.storage;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the pool gets its connections from. Once opened it goes on trying while the database is
 * away, so that the pool is served again within {@link #PAUSE} of its return; the pool by itself
 * would wait longer after each failure, up to five seconds. Any thread.
 */
final class PatientSource implements DataSource, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PatientSource.class);
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final String url;
  private final Properties properties;
  private volatile boolean patient;
  private volatile boolean closed;
  private volatile @Nullable SQLException failure;
  private volatile int loginTimeout;
  private volatile @Nullable Connection keeper;

  PatientSource(String url, Properties properties) {
    this.url = url;
    this.properties = properties;
  }

  /** Until this is called a failure is told at once, for a start that shall fail. */
  void becomePatient() {
    patient = true;
  }

  /** The embedded database, which closes with its last connection, stays open until the end. */
  void keepOpen() throws SQLException {
    keeper = DriverManager.getConnection(url, properties);
  }

  /**
   * Why no connection can be made at the moment, while somebody tries; null when the last one could
   * be made. That there are enough of them already is no such reason.
   */
  @Nullable SQLException failure() {
    return failure;
  }

  @Override
  public Connection getConnection() throws SQLException {
    while (true) {
      try {
        Connection connection = DriverManager.getConnection(url, properties);
        failure = null;
        return connection;
      } catch (SQLException e) {
        if (!patient || closed || Thread.currentThread().isInterrupted()) {
          failure = null;
          throw e;
        }
        failure = Failures.isTooMany(e) ? null : e;
        LockSupport.parkNanos(this, PAUSE.toNanos());
      }
    }
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException("the user is one of the properties");
  }

  /** Whoever waits for a connection gets none. */
  @Override
  public void close() {
    closed = true;
    Connection kept = keeper;
    if (kept != null) {
      try {
        kept.close();
      } catch (SQLException gone) {
        log.debug("the database is closed already", gone);
      }
    }
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(PrintWriter out) {
    // The drivers' own logs are not used.
  }

  /** What the drivers need is one of the properties; the pool asks for this when it closes. */
  @Override
  public void setLoginTimeout(int seconds) {
    loginTimeout = seconds;
  }

  @Override
  public int getLoginTimeout() {
    return loginTimeout;
  }

  @Override
  public java.util.logging.Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLException("wraps nothing");
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }
}
