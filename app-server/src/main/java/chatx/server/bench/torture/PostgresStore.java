package chatx.server.bench.torture;

import chatx.server.Setting;
import chatx.server.bench.BenchFailedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * PostgreSQL: a cluster of this run's own, which can be crashed, or a database of somebody else's,
 * of which only the connections can be ended.
 */
final class PostgresStore implements Store {
  private static final String OWNER = "postgres";

  private final String url;
  private final String user;
  private final Optional<Cluster> cluster;

  private record Cluster(Path programs, Path folder, int port) {}

  private PostgresStore(String url, String user, Optional<Cluster> cluster) {
    this.url = url;
    this.user = user;
    this.cluster = cluster;
  }

  /** An existing, empty database; its user must be allowed to end its own connections. */
  static PostgresStore at(String url, String user) {
    return new PostgresStore(url, user, Optional.empty());
  }

  /**
   * Makes and starts a cluster with the settings that PostgreSQL has by itself. It refuses to run
   * as root, so root makes it run as the user postgres.
   *
   * @param programs where {@code initdb} and {@code pg_ctl} are
   */
  static PostgresStore own(Path programs) {
    try {
      Path folder = Files.createTempDirectory("chatx-postgresql");
      if (isRoot()) {
        Files.setOwner(
            folder,
            folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(OWNER));
      }
      int port;
      try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        port = free.getLocalPort();
      }
      Cluster cluster = new Cluster(programs, folder, port);
      as(cluster, "initdb", "-U", OWNER, "-A", "trust", "-D", data(cluster));
      PostgresStore store =
          new PostgresStore(
              "jdbc:postgresql://127.0.0.1:" + port + "/postgres", OWNER, Optional.of(cluster));
      store.start();
      return store;
    } catch (IOException e) {
      throw new BenchFailedException("a PostgreSQL cluster cannot be made", e);
    }
  }

  @Override
  public String name() {
    return "postgresql";
  }

  @Override
  public Map<Setting, String> settings() {
    return Map.of(
        Setting.DATABASE_URL, url, Setting.DATABASE_USER, user, Setting.DATABASE_WAIT_SECONDS, "2");
  }

  @Override
  public boolean can(Fault fault) {
    return fault != Fault.DISK_FULL && (fault != Fault.DATABASE_RESTART || cluster.isPresent());
  }

  @Override
  public int cut() {
    try (Connection connection = DriverManager.getConnection(url, user, "");
        Statement statement = connection.createStatement();
        ResultSet ended =
            statement.executeQuery(
                "select count(pg_terminate_backend(pid)) from pg_stat_activity"
                    + " where datname = current_database() and pid <> pg_backend_pid()")) {
      ended.next();
      return ended.getInt(1);
    } catch (SQLException e) {
      throw new BenchFailedException("the database's connections cannot be ended", e);
    }
  }

  @Override
  public void stop() {
    Cluster own = cluster.orElseThrow();
    as(own, "pg_ctl", "-D", data(own), "-m", "immediate", "-w", "stop");
  }

  @Override
  public void start() {
    Cluster own = cluster.orElseThrow();
    as(
        own,
        "pg_ctl",
        "-D",
        data(own),
        "-l",
        own.folder().resolve("log").toString(),
        "-o",
        "-p " + own.port() + " -c listen_addresses=127.0.0.1 -c unix_socket_directories=''",
        "-w",
        "start");
  }

  @Override
  public void fill() {
    throw new UnsupportedOperationException("its disk is not the server's");
  }

  @Override
  public void free() {
    throw new UnsupportedOperationException("its disk is not the server's");
  }

  @Override
  public void close() {
    cluster.ifPresent(own -> {
      stop();
      Scratch.delete(own.folder());
    });
  }

  private static String data(Cluster cluster) {
    return cluster.folder().resolve("data").toString();
  }

  private static void as(Cluster cluster, String program, String... args) {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      command.addAll(List.of("runuser", "-u", OWNER, "--"));
    }
    command.add(cluster.programs().resolve(program).toString());
    command.addAll(List.of(args));
    Shell.run(command);
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }
}
