package chatx.server.storage;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where the data is kept.
 *
 * @param url a JDBC URL of H2 or PostgreSQL; it comes from the operator, never from a user
 * @param poolSize connections at most
 * @param patience how long a caller waits for a connection before it is told to try again
 */
public record StorageSettings(
    String url, @Nullable String user, @Nullable String password, int poolSize, Duration patience) {

  /**
   * H2 does not write its file by itself: {@link WholeFile} has it written between transactions,
   * and what has to outlive this process before that is in the journal or waits
   * (docs/decisions/0003 and 0009).
   */
  private static final String H2_OPTIONS =
      ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=2147483647";

  /** The embedded database in a file; {@code path} is without H2's own ending. */
  public static String h2File(java.nio.file.Path path) {
    return "jdbc:h2:file:" + HeldFiles.SCHEME + ":" + path.toAbsolutePath() + H2_OPTIONS;
  }

  /** An embedded database that lives as long as this process, for tests and trials. */
  public static String h2Memory(String name) {
    return "jdbc:h2:mem:" + name + H2_OPTIONS + ";DB_CLOSE_DELAY=-1";
  }

  @Override
  public String toString() {
    return "StorageSettings[" + url.replaceAll("(?i)(password=)[^&;]*", "$1***") + "]";
  }
}
