package chatx.server;

import chatx.server.StartRefusedException.Reason;
import chatx.server.audit.AuditLog;
import chatx.server.data.DataFolder;
import chatx.server.data.DatabaseOpening;
import chatx.server.data.UnusableDataException;
import chatx.server.secret.PasswordHasher;
import chatx.server.secret.PasswordSettings;
import chatx.server.secret.Seal;
import chatx.server.secret.SecretFileException;
import chatx.server.secret.SecretFiles;
import chatx.server.storage.Database;
import chatx.server.storage.StorageException;
import chatx.server.storage.StorageSettings;
import java.time.Clock;

/**
 * What a server keeps, opened: the data folder, its keys and the database. A running server and the
 * commands that work without one open the same things in the same way.
 */
public final class ServerData implements AutoCloseable {
  private final DataFolder folder;
  private final SecretFiles keys;
  private final Database database;
  private final PasswordHasher hasher;
  private final AuditLog audit;

  private ServerData(
      DataFolder folder,
      SecretFiles keys,
      Database database,
      PasswordHasher hasher,
      AuditLog audit) {
    this.folder = folder;
    this.keys = keys;
    this.database = database;
    this.hasher = hasher;
    this.audit = audit;
  }

  /** Opens everything, or nothing. */
  public static ServerData open(ServerConfig config, Clock clock) throws StartRefusedException {
    return switch (DataFolder.open(config.data())) {
      case DataFolder.Refused refused ->
          throw new StartRefusedException(
              switch (refused.why()) {
                case IN_USE -> Reason.DATA_IN_USE;
                case NEWER -> Reason.DATA_NEWER;
                case UNUSABLE -> Reason.DATA_UNUSABLE;
              },
              refused.reason());
      case DataFolder.Opened opened -> openIn(opened.folder(), config, clock);
    };
  }

  private static ServerData openIn(DataFolder folder, ServerConfig config, Clock clock)
      throws StartRefusedException {
    boolean open = false;
    try {
      SecretFiles keys = SecretFiles.in(folder.keys());
      Seal pepper = Seal.of(keys, "password-pepper");
      Database database = database(folder, config.database());
      ServerConfig.PasswordConfig passwords = config.passwords();
      open = true;
      return new ServerData(
          folder,
          keys,
          database,
          new PasswordHasher(
              pepper,
              new PasswordSettings(passwords.cost(), passwords.parallel(), passwords.queue())),
          new AuditLog(clock));
    } catch (SecretFileException | UnusableDataException unusable) {
      throw new StartRefusedException(
          Reason.DATA_UNUSABLE, String.valueOf(unusable.getMessage()), unusable);
    } catch (StorageException unreachable) {
      throw new StartRefusedException(
          unreachable.kind() == StorageException.Kind.FULL
              ? Reason.DISK_FULL
              : Reason.DATA_UNUSABLE,
          config.database().url().isPresent()
              ? unreachable.getMessage()
                  + ". Check database.url, database.user and database.password"
              : String.valueOf(unreachable.getMessage()),
          unreachable);
    } finally {
      if (!open) {
        folder.close();
      }
    }
  }

  private static Database database(DataFolder folder, ServerConfig.DatabaseConfig config) {
    if (config.url().isEmpty()) {
      return DatabaseOpening.embedded(folder, config.poolMax(), config.patience());
    }
    String password = config.password().reveal();
    return DatabaseOpening.server(
        new StorageSettings(
            config.url().get(),
            config.user().isEmpty() ? null : config.user(),
            password.isEmpty() ? null : password,
            config.poolMax(),
            config.patience()));
  }

  public DataFolder folder() {
    return folder;
  }

  public SecretFiles keys() {
    return keys;
  }

  public Database database() {
    return database;
  }

  public PasswordHasher hasher() {
    return hasher;
  }

  public AuditLog audit() {
    return audit;
  }

  @Override
  public void close() {
    hasher.close();
    try {
      database.close();
    } finally {
      folder.close();
    }
  }
}
