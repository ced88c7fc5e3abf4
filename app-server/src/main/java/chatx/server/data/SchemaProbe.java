package chatx.server.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Properties;

/** Looks at a database's schema without changing or locking anything. */
public final class SchemaProbe {
  private SchemaProbe() {}

  /** What there is. {@code where} names the database for people, without secrets. */
  public sealed interface Result {
    String where();
  }

  /** Nothing yet. */
  public record Fresh(String where) implements Result {}

  /** The schema of this version. */
  public record Current(String where, int schema) implements Result {}

  /** The next start brings it forward. */
  public record Older(String where, int schema, int needed) implements Result {}

  /** A newer version made it. */
  public record Newer(String where, int schema, int known) implements Result {}

  /** It cannot be looked at. */
  public record Unreachable(String where, String reason) implements Result {}

  /** The embedded database of a folder, from the folder's own notes: a server may be using it. */
  public static Result embedded(Path folder) {
    String where = "H2 in " + folder;
    try {
      OptionalInt schema = DataFolder.schemaOf(folder);
      boolean exists = Files.exists(folder.resolve("chatx.mv.db"));
      return !exists && schema.isEmpty() ? new Fresh(where) : compare(where, schema.orElse(0));
    } catch (IOException damaged) {
      return new Unreachable(where, String.valueOf(damaged.getMessage()));
    }
  }

  /** A PostgreSQL database. */
  public static Result server(String url, String user, String password, Duration patience) {
    String where =
        "PostgreSQL at " + url.replaceFirst("^jdbc:postgresql:", "").replaceAll("\\?.*", "");
    Properties properties = new Properties();
    if (!user.isEmpty()) {
      properties.setProperty("user", user);
    }
    if (!password.isEmpty()) {
      properties.setProperty("password", password);
    }
    String seconds = Long.toString(Math.max(1, patience.toSeconds()));
    properties.setProperty("loginTimeout", seconds);
    properties.setProperty("connectTimeout", seconds);
    properties.setProperty("socketTimeout", seconds);
    try (Connection connection = DriverManager.getConnection(url, properties);
        Statement statement = connection.createStatement()) {
      if (!exists(statement)) {
        return new Fresh(where);
      }
      try (ResultSet row =
          statement.executeQuery(
              "select max(cast(version as integer)) from flyway_schema_history where success")) {
        return compare(where, row.next() ? row.getInt(1) : 0);
      }
    } catch (SQLException refused) {
      return new Unreachable(where, reason(refused));
    }
  }

  private static boolean exists(Statement statement) throws SQLException {
    try (ResultSet row =
        statement.executeQuery("select to_regclass('flyway_schema_history') is not null")) {
      return row.next() && row.getBoolean(1);
    }
  }

  private static Result compare(String where, int schema) {
    if (schema == DataFolder.SCHEMA) {
      return new Current(where, schema);
    }
    return schema > DataFolder.SCHEMA
        ? new Newer(where, schema, DataFolder.SCHEMA)
        : new Older(where, schema, DataFolder.SCHEMA);
  }

  private static String reason(SQLException refused) {
    String text = String.valueOf(refused.getMessage()).lines().findFirst().orElse("");
    return text.toLowerCase(Locale.ROOT).startsWith("fatal: ") ? text.substring(7) : text;
  }
}
