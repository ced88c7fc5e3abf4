package chatx.server.bench;

import chatx.server.Setting;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a measurement takes place: a temporary folder that goes with it, a database, cores.
 *
 * @param database settings that say where the database is; empty for H2 in the data folder
 * @param jvm options of the server's JVM
 * @param tls whether everything is encrypted, the yardsticks included
 * @param progress told what is going on, for whoever waits
 */
public record Site(
    Path folder,
    Map<Setting, String> database,
    List<String> jvm,
    Pinning pinning,
    boolean tls,
    Clock clock,
    PrintWriter progress)
    implements AutoCloseable {
  public Site {
    database = Map.copyOf(database);
    jvm = List.copyOf(jvm);
  }

  /** A folder of its own in the given one, or where the system has its temporary files. */
  public static Path folder(@Nullable Path parent) {
    try {
      return parent == null
          ? Files.createTempDirectory("chatx-bench")
          : Files.createTempDirectory(Files.createDirectories(parent), "chatx-bench");
    } catch (IOException e) {
      throw new BenchFailedException("no folder for the data: " + e, e);
    }
  }

  public boolean isH2() {
    return database.isEmpty();
  }

  public String databaseName() {
    return isH2() ? "H2" : "PostgreSQL";
  }

  /** A data folder that does not exist yet. */
  public Path data(String name) {
    return folder.resolve(name);
  }

  /** The real server on such a folder. */
  public ServerProcess.Builder server(Path data) {
    ServerProcess.Builder server =
        ServerProcess.on(data)
            .set(database)
            .set(Setting.TLS, tls ? "on" : "off")
            .set(Setting.TOKENS_ACCESS_MINUTES, "60")
            .jvm(jvm)
            .log(folder.resolve("server.log"));
    pinning.server().ifPresent(server::cpus);
    return server;
  }

  public void say(String words) {
    progress.println(words);
    progress.flush();
  }

  public Map<String, Object> machine() {
    Map<String, Object> machine = new LinkedHashMap<>();
    machine.put("java", Runtime.version().toString());
    machine.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    machine.put("processor", processor());
    machine.put("pinning", pinning.words());
    machine.put("database", databaseName());
    machine.put("serverJvm", String.join(" ", jvm));
    machine.put(Report.TRANSPORT, tls ? "wss, TLS 1.3" : "ws, not encrypted");
    return machine;
  }

  private static String processor() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException | UncheckedIOException notHere) {
      return "unknown";
    }
  }

  /** Deletes what is in the folder. */
  public static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException harmless) {
      return;
    }
  }

  @Override
  public void close() {
    delete(folder);
  }
}
