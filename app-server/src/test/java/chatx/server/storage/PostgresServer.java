package chatx.server.storage;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL of one test, which can be stopped and started again on the same data and port. */
public final class PostgresServer implements AutoCloseable {
  private final Path folder;
  private final int port;
  private @Nullable EmbeddedPostgres server;

  private PostgresServer(Path folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  public static PostgresServer start(Path folder) {
    PostgresServer server = new PostgresServer(folder, freePort());
    server.start();
    return server;
  }

  private static int freePort() {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void start() {
    try {
      server =
          EmbeddedPostgres.builder()
              .setDataDirectory(folder)
              .setCleanDataDirectory(false)
              .setPort(port)
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL did not start", e);
    }
  }

  /** As an administrator stops it: connections are cut, what was committed stays. */
  public void stop() {
    EmbeddedPostgres running = server;
    server = null;
    if (running != null) {
      try {
        running.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  public int port() {
    return port;
  }

  /** Where its one database is, over this port of this computer, its own or a proxy's. */
  public static StorageSettings settings(int port, String parameters) {
    return new StorageSettings(
        "jdbc:postgresql://localhost:" + port + "/postgres" + parameters,
        "postgres",
        null,
        8,
        Duration.ofSeconds(5));
  }

  /** Cuts every connection but the one that this takes. */
  public void terminateBackends() {
    EmbeddedPostgres running = server;
    if (running == null) {
      throw new IllegalStateException("it is stopped");
    }
    try (Connection connection = running.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "select pg_terminate_backend(pid) from pg_stat_activity"
              + " where backend_type = 'client backend' and pid <> pg_backend_pid()");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    stop();
  }
}
