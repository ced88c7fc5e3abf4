package chatx.server.storage;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Empty databases for tests: H2 in memory, H2 in a file, and a real PostgreSQL. */
public final class TestDatabases {
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final int POOL = 8;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private TestDatabases() {}

  public static StorageSettings h2Memory() {
    return settings(StorageSettings.h2Memory("test" + NUMBER.incrementAndGet()), null);
  }

  public static StorageSettings h2File(Path folder) {
    return settings(StorageSettings.h2File(folder.resolve("chatx")), null);
  }

  /** A database of its own on the one PostgreSQL server of this test run. */
  public static StorageSettings postgres() {
    String name = "chatx_test_" + NUMBER.incrementAndGet();
    try (Connection connection = Server.INSTANCE.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return settings(Server.INSTANCE.getJdbcUrl("postgres", name), "postgres");
  }

  private static StorageSettings settings(
      String url, @org.jspecify.annotations.Nullable String user) {
    return new StorageSettings(url, user, null, POOL, PATIENCE);
  }

  /** Started at first use, stopped with the JVM. */
  private static final class Server {
    static final EmbeddedPostgres INSTANCE = start();

    private static EmbeddedPostgres start() {
      try {
        EmbeddedPostgres server = EmbeddedPostgres.builder().start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server)));
        return server;
      } catch (IOException e) {
        throw new UncheckedIOException("PostgreSQL for the tests did not start", e);
      }
    }

    private static void close(EmbeddedPostgres server) {
      try {
        server.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
