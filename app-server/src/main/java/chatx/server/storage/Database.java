package chatx.server.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Properties;
import org.flywaydb.core.Flyway;
import org.jooq.Configuration;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.RenderNameCase;
import org.jooq.conf.RenderQuotedNames;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultConfiguration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pool of connections to H2 or PostgreSQL, migrated to this version's schema. Any thread. */
public final class Database implements AutoCloseable {
  private static final String H2_FILE = "jdbc:h2:file:";
  private static final String H2_HELD = H2_FILE + HeldFiles.SCHEME + ":";
  private static final String H2_ENDING = ".mv.db";

  private static final Logger log = LoggerFactory.getLogger(Database.class);

  private final PatientSource source;
  private final DiskSpace space;
  private final HeldFile file;
  private final HikariDataSource pool;
  private final Configuration configuration;
  private final @Nullable WholeFile whole;
  private final Transactions transactions = new Transactions(this);

  private Database(
      PatientSource source,
      HikariDataSource pool,
      DiskSpace space,
      HeldFile file,
      SQLDialect dialect,
      @Nullable WholeFile whole) {
    this.source = source;
    this.space = space;
    this.file = file;
    this.pool = pool;
    this.whole = whole;
    this.configuration =
        new DefaultConfiguration()
            .set(dialect)
            .set(
                new Settings()
                    .withRenderSchema(false)
                    .withRenderQuotedNames(RenderQuotedNames.NEVER)
                    .withRenderNameCase(RenderNameCase.AS_IS)
                    .withExecuteLogging(false)
                    .withFetchWarnings(false));
  }

  /**
   * Connects and migrates.
   *
   * @throws StorageException when the database cannot be reached
   * @throws org.flywaydb.core.api.FlywayException when its schema is not one this version can use
   */
  public static Database open(StorageSettings settings) {
    return open(
        settings,
        settings.url().startsWith(H2_FILE)
            ? DiskSpace.around(folder(settings.url()))
            : DiskSpace.unbounded());
  }

  static Database open(StorageSettings settings, DiskSpace space) {
    // What lies elsewhere, another disk of a test for example, is never asked for.
    HeldFile file =
        HeldFiles.hold(
            settings.url().startsWith(H2_HELD) ? path(settings.url(), H2_HELD) + H2_ENDING : "");
    boolean open = false;
    try {
      Database database = open(settings, space, file);
      file.becomePatient();
      open = true;
      return database;
    } finally {
      if (!open) {
        HeldFiles.release(file);
      }
    }
  }

  private static Database open(StorageSettings settings, DiskSpace space, HeldFile file) {
    boolean postgres = settings.url().startsWith("jdbc:postgresql:");
    HikariConfig config = new HikariConfig();
    config.setPoolName("database");
    PatientSource source = source(settings, postgres);
    config.setDataSource(source);
    config.setMaximumPoolSize(settings.poolSize());
    config.setMinimumIdle(Math.min(2, settings.poolSize()));
    config.setConnectionTimeout(settings.patience().toMillis());
    config.setValidationTimeout(Math.max(250, settings.patience().toMillis() / 2));
    config.setAutoCommit(false);
    config.setInitializationFailTimeout(1);
    HikariDataSource pool;
    try {
      pool = new HikariDataSource(config);
    } catch (RuntimeException e) {
      throw new StorageException(
          StorageException.Kind.UNAVAILABLE, "cannot open the database: " + rootMessage(e), e);
    }
    WholeFile whole = null;
    try {
      migrate(pool);
      if (settings.url().startsWith(H2_FILE)) {
        source.keepOpen();
        whole = whole(pool, file);
        whole.makeDurable();
      }
    } catch (RuntimeException | SQLException e) {
      if (whole != null) {
        whole.close();
      }
      source.close();
      pool.close();
      throw e instanceof SQLException failed ? Failures.of(failed) : (RuntimeException) e;
    }
    log.info("database open: {}", settings);
    source.becomePatient();
    return new Database(
        source, pool, space, file, postgres ? SQLDialect.POSTGRES : SQLDialect.H2, whole);
  }

  private static WholeFile whole(HikariDataSource pool, HeldFile file) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      return WholeFile.of(connection, file);
    }
  }

  /** The folder of an embedded database. */
  private static Path folder(String url) {
    Path file = Path.of(path(url, url.startsWith(H2_HELD) ? H2_HELD : H2_FILE)).toAbsolutePath();
    return Objects.requireNonNullElse(file.getParent(), file);
  }

  private static String path(String url, String start) {
    return url.substring(start.length()).split(";", 2)[0];
  }

  public Transactions transactions() {
    return transactions;
  }

  /** Whether this is the embedded file, where rooms' events need a journal to be durable. */
  public boolean needsSync() {
    return whole != null;
  }

  /** Whether a statement goes through now. */
  public boolean isReachable() {
    try {
      return transactions.read(tx -> tx.sql().selectOne().fetchOne() != null);
    } catch (StorageException _) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      if (whole != null) {
        try {
          checkpoint();
        } finally {
          whole.close();
        }
      }
    } finally {
      HeldFiles.release(file);
      source.close();
      pool.close();
    }
  }

  /** What transactions that write keep still; null where the database sees to that itself. */
  @Nullable WholeFile whole() {
    return whole;
  }

  /** To be asked before something is written; see {@link DiskSpace#require}. */
  void requireSpace() {
    space.require();
    if (file.isStuck()) {
      throw DiskSpace.full("the database waits for room");
    }
  }

  /** Waits as long as callers have patience, and not at all while the database is known away. */
  Connection connect() {
    requireReachable();
    try {
      return pool.getConnection();
    } catch (SQLException e) {
      throw Failures.of(e);
    }
  }

  private void requireReachable() {
    SQLException away = source.failure();
    if (away != null) {
      throw Failures.of(away);
    }
    if (file.isLost()) {
      throw new StorageException(
          StorageException.Kind.UNAVAILABLE,
          "the database is out of reach",
          new SQLException("it closed itself"));
    }
  }

  void release(Connection connection) {
    try (connection) {
      connection.rollback();
    } catch (SQLException e) {
      log.debug("a broken connection was given back", e);
    }
  }

  DSLContext on(Connection connection) {
    return DSL.using(configuration.derive(connection));
  }

  /** H2: everything committed so far reaches the disk; waits as long as that has no room. */
  void checkpoint() {
    requireSpace();
    requireReachable();
    Objects.requireNonNull(whole).makeDurable();
  }

  private static PatientSource source(StorageSettings settings, boolean postgres) {
    Properties properties = new Properties();
    if (settings.user() != null) {
      properties.setProperty("user", settings.user());
    }
    if (settings.password() != null) {
      properties.setProperty("password", settings.password());
    }
    if (postgres) {
      String seconds = Long.toString(Math.max(1, settings.patience().toSeconds()));
      properties.setProperty("connectTimeout", seconds);
      properties.setProperty("loginTimeout", seconds);
    }
    return new PatientSource(settings.url(), properties);
  }

  private static void migrate(HikariDataSource pool) {
    Flyway.configure()
        .dataSource(pool)
        .locations("classpath:db/migration")
        // A database of a newer version must be refused, not half understood.
        .ignoreMigrationPatterns(new String[0])
        .cleanDisabled(true)
        .load()
        .migrate();
  }

  private static String rootMessage(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }
}
