package chatx.server.data;

import chatx.server.storage.Database;
import chatx.server.storage.StorageException;
import chatx.server.storage.StorageSettings;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens a database with this version's schema.
 *
 * <p>H2 commits every statement of a migration by itself, so a migration that is cut off would
 * leave half a schema. The embedded database is therefore migrated as a copy, which takes the place
 * of the original in one step once it is complete; the original is kept beside it as {@code
 * chatx.before-schema-N.mv.db}. PostgreSQL migrates in a transaction and needs none of this.
 */
public final class DatabaseOpening {
  private static final Logger log = LoggerFactory.getLogger(DatabaseOpening.class);
  private static final String ENDING = ".mv.db";

  private DatabaseOpening() {}

  /**
   * The embedded database of a folder, made or brought forward if need be.
   *
   * @throws UnusableDataException when a newer or unknown schema is in it
   * @throws StorageException when it cannot be read or written
   */
  public static Database embedded(DataFolder folder, int poolSize, Duration patience) {
    Path database = folder.database();
    try {
      if (!folder.isCurrent() || !Files.exists(withEnding(database))) {
        migrateCopy(folder, poolSize, patience);
      }
    } catch (IOException failed) {
      throw new StorageException(
          StorageException.Kind.UNAVAILABLE,
          "the database in "
              + folder.path()
              + " cannot be made or brought forward: "
              + failed.getMessage(),
          failed);
    }
    return open(settings(database, poolSize, patience));
  }

  /**
   * A PostgreSQL database.
   *
   * @throws UnusableDataException when a newer or unknown schema is in it
   * @throws StorageException when it cannot be reached
   */
  public static Database server(StorageSettings settings) {
    return open(settings);
  }

  private static void migrateCopy(DataFolder folder, int poolSize, Duration patience)
      throws IOException {
    Path original = withEnding(folder.database());
    Path copy = folder.path().resolve("chatx-upgrade");
    // What an earlier start left behind when it was cut off.
    Files.deleteIfExists(withEnding(copy));
    if (Files.exists(original)) {
      int before = DataFolder.schemaOf(folder.path()).orElse(0);
      Path kept = folder.path().resolve("chatx.before-schema-" + before + ENDING);
      log.info("bringing the database forward to schema {}; {} stays", DataFolder.SCHEMA, kept);
      if (!Files.exists(kept)) {
        Path draft = folder.path().resolve("chatx-upgrade.keep");
        Files.copy(original, draft, StandardCopyOption.REPLACE_EXISTING);
        force(draft);
        Files.move(draft, kept, StandardCopyOption.ATOMIC_MOVE);
      }
      Files.copy(original, withEnding(copy));
    }
    open(settings(copy, poolSize, patience)).close();
    force(withEnding(copy));
    Files.move(
        withEnding(copy),
        original,
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    folder.markCurrent();
  }

  private static Database open(StorageSettings settings) {
    try {
      return Database.open(settings);
    } catch (FlywayValidateException unknownSchema) {
      throw new UnusableDataException(
          "the database has a schema that this version of ChatX does not know; it was probably made"
              + " by a newer one. Start that version, or restore a backup; nothing was changed",
          unknownSchema);
    } catch (FlywayException failed) {
      throw new UnusableDataException(
          "the database could not be brought to this version's schema: " + firstLine(failed),
          failed);
    }
  }

  private static String firstLine(FlywayException failed) {
    return String.valueOf(failed.getMessage()).lines().findFirst().orElse("no reason is known");
  }

  private static StorageSettings settings(Path database, int poolSize, Duration patience) {
    return new StorageSettings(StorageSettings.h2File(database), null, null, poolSize, patience);
  }

  private static Path withEnding(Path database) {
    return database.resolveSibling(database.getFileName() + ENDING);
  }

  private static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }
}
