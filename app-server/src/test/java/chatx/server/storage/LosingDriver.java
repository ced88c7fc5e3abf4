package chatx.server.storage;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * An H2 in memory that can be told to carry out a commit and then break the connection, as a
 * PostgreSQL does whose backend dies before it has answered.
 */
public final class LosingDriver implements Driver, AutoCloseable {
  private static final String PREFIX = "jdbc:losing:";

  private final String name = UUID.randomUUID().toString();
  private final AtomicBoolean loses = new AtomicBoolean();

  private LosingDriver() {}

  public static LosingDriver register() throws SQLException {
    LosingDriver driver = new LosingDriver();
    DriverManager.registerDriver(driver);
    return driver;
  }

  /** A database of its own. */
  public StorageSettings database() {
    return new StorageSettings(PREFIX + name, null, null, 4, Duration.ofSeconds(5));
  }

  /** The next commit takes place, and looks as if it had not. */
  public void loseNextCommit() {
    loses.set(true);
  }

  @Override
  public @Nullable Connection connect(String url, Properties properties) throws SQLException {
    if (!acceptsURL(url)) {
      return null;
    }
    Connection real = DriverManager.getConnection(StorageSettings.h2Memory(name));
    return (Connection)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Connection.class},
            (_, method, args) -> {
              Object result;
              try {
                result = method.invoke(real, args);
              } catch (InvocationTargetException e) {
                throw e.getTargetException();
              }
              if (method.getName().equals("commit") && loses.getAndSet(false)) {
                real.close();
                throw new SQLException("the connection is lost", "08006");
              }
              return result;
            });
  }

  @Override
  public boolean acceptsURL(String url) {
    return url.equals(PREFIX + name);
  }

  @Override
  public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) {
    return new DriverPropertyInfo[0];
  }

  @Override
  public int getMajorVersion() {
    return 1;
  }

  @Override
  public int getMinorVersion() {
    return 0;
  }

  @Override
  public boolean jdbcCompliant() {
    return false;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public void close() throws SQLException {
    DriverManager.deregisterDriver(this);
  }
}
