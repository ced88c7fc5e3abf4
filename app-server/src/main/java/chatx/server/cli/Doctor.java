package chatx.server.cli;

import chatx.lan.NetworkCheck;
import chatx.server.ServerConfig;
import chatx.server.data.DataFolder;
import chatx.server.data.SchemaProbe;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The checks of {@code doctor}. They look and try, but change nothing that stays. */
final class Doctor {
  private static final long FAIL_BYTES = 100L << 20;
  private static final long WARN_BYTES = 1L << 30;

  /** No working clock shows a time before this version was written. */
  private static final Instant EARLIEST = Instant.parse("2026-11-01T00:00:00Z");

  private static final Duration CLOCK_SLACK = Duration.ofSeconds(5);
  private static final int PORTS_TRIED = 20;

  private final ServerConfig config;
  private final Clock clock;
  private final Path data;

  Doctor(ServerConfig config, Clock clock) {
    this.config = config;
    this.clock = clock;
    this.data = config.data();
  }

  List<Finding> examine() {
    List<Finding> findings = new ArrayList<>();
    findings.add(java());
    findings.add(folder());
    findings.add(secrets());
    findings.add(disk());
    findings.add(port());
    findings.add(certificate());
    findings.add(database());
    findings.add(clock());
    findings.addAll(network());
    return findings;
  }

  private static Finding java() {
    long heap = Runtime.getRuntime().maxMemory() >> 20;
    String detail = "Java " + Runtime.version() + ", at most " + heap + " MB of heap";
    return heap < 128
        ? Finding.warn("java", detail, "Give the server 256 MB or more: java -Xmx256m -jar …")
        : Finding.ok("java", detail);
  }

  private Finding folder() {
    if (!Files.exists(data)) {
      Path parent = existing(data);
      return parent != null && Files.isWritable(parent)
          ? Finding.ok("folder", data + " will be made at the first start")
          : Finding.fail(
              "folder",
              data + " does not exist, and this user may not write to " + parent,
              "Make it and give it to this user, or choose another one with --data.");
    }
    if (!Files.isDirectory(data)) {
      return Finding.fail("folder", data + " is not a folder", "Choose another one with --data.");
    }
    if (!canWrite()) {
      return Finding.fail(
          "folder",
          "this user may not write to " + data,
          "Give it to this user, or choose another one with --data.");
    }
    Set<PosixFilePermission> rights = rights(data);
    if (rights.contains(PosixFilePermission.OTHERS_EXECUTE)
        || rights.contains(PosixFilePermission.OTHERS_READ)) {
      return Finding.warn(
          "folder", "every user of this machine can look into " + data, "chmod 700 " + data);
    }
    return Finding.ok("folder", data + " is writable");
  }

  private boolean canWrite() {
    try {
      Path probe = Files.createTempFile(data, ".doctor", null);
      Files.delete(probe);
      return true;
    } catch (IOException unwritable) {
      return false;
    }
  }

  private Finding secrets() {
    Path keys = data.resolve("keys");
    if (!Files.isDirectory(keys)) {
      return Finding.ok("secrets", "none yet; they are made at the first start");
    }
    List<String> open = new ArrayList<>();
    try (Stream<Path> files = Files.list(keys)) {
      for (Path file : files.toList()) {
        if (rights(file).stream().anyMatch(right -> !right.name().startsWith("OWNER"))) {
          open.add(file.toString());
        }
      }
    } catch (IOException unreadable) {
      return Finding.fail(
          "secrets", keys + " cannot be read: " + unreadable, "Give it to this user.");
    }
    return open.isEmpty()
        ? Finding.ok("secrets", "only their owner can read them")
        : Finding.fail(
            "secrets",
            "others can read " + String.join(", ", open),
            "chmod 600 " + String.join(" ", open));
  }

  private Finding disk() {
    @Nullable Path place = existing(data);
    try {
      long free = place == null ? 0 : Files.getFileStore(place).getUsableSpace();
      String detail = (free >> 20) + " MB are free on " + place;
      if (free < FAIL_BYTES) {
        return Finding.fail("disk", detail, "Make room: nothing can be stored on a full disk.");
      }
      return free < WARN_BYTES
          ? Finding.warn("disk", detail, "Make room soon.")
          : Finding.ok("disk", detail);
    } catch (IOException unknown) {
      return Finding.warn("disk", "the free space is not known: " + unknown, "");
    }
  }

  private Finding port() {
    String host = config.listen().host();
    int port = config.listen().port();
    try {
      tryPort(host, port);
      return Finding.ok(
          "port", port == 0 ? "a free one will be taken" : port + " on " + host + " is free");
    } catch (UnknownHostException unknown) {
      return Finding.fail(
          "port", "the address " + host + " is not known", "Correct host, or use 0.0.0.0.");
    } catch (IOException refused) {
      if (DataFolder.runningOn(data).isPresent()) {
        return Finding.ok("port", port + " is in use, probably by the server on " + data);
      }
      return Finding.fail(
          "port",
          "cannot listen on %s port %d: %s".formatted(host, port, refused.getMessage()),
          next(host, port)
              .map(free -> "Port " + free + " is free: --port " + free)
              .orElse("Use another port or host."));
    }
  }

  private static Optional<Integer> next(String host, int port) {
    for (int candidate = port + 1; candidate <= Math.min(65535, port + PORTS_TRIED); candidate++) {
      if (isFree(host, candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  private static boolean isFree(String host, int port) {
    try {
      tryPort(host, port);
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  private static void tryPort(String host, int port) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
    }
  }

  Finding certificate() {
    return new CertificateWords(config, System.getenv(), clock.instant()).finding();
  }

  private Finding database() {
    Optional<Long> running = DataFolder.runningOn(data);
    SchemaProbe.Result result =
        config.database().url().isEmpty()
            ? SchemaProbe.embedded(data)
            : SchemaProbe.server(
                config.database().url().get(),
                config.database().user(),
                config.database().password().reveal(),
                config.database().patience());
    return switch (result) {
      case SchemaProbe.Fresh fresh ->
          Finding.ok("database", fresh.where() + ": will be made at the first start");
      case SchemaProbe.Current current ->
          Finding.ok(
              "database",
              "%s: schema %d, as this version needs it%s"
                  .formatted(
                      current.where(),
                      current.schema(),
                      running.isPresent() ? "; a server is running" : ""));
      case SchemaProbe.Older older ->
          Finding.warn(
              "database",
              "%s: schema %d, this version needs %d"
                  .formatted(older.where(), older.schema(), older.needed()),
              "It is brought forward at the next start. Make a backup first.");
      case SchemaProbe.Newer newer ->
          Finding.fail(
              "database",
              "%s: schema %d was made by a newer version; this one knows %d"
                  .formatted(newer.where(), newer.schema(), newer.known()),
              "Start that version, or restore a backup.");
      case SchemaProbe.Unreachable unreachable ->
          Finding.fail(
              "database",
              unreachable.where() + ": " + unreachable.reason(),
              "Check database.url, database.user and database.password.");
    };
  }

  private Finding clock() {
    Instant now = clock.instant();
    if (now.isBefore(EARLIEST)) {
      return Finding.fail("clock", "it shows " + now, "Set the clock: sign-ins depend on it.");
    }
    @Nullable Path place = existing(data);
    try {
      @Nullable Instant newest = newestFile(place);
      if (newest != null && newest.isAfter(now.plus(CLOCK_SLACK))) {
        return Finding.warn(
            "clock",
            "it shows " + now + ", but the data was last written at " + newest,
            "The clock went back, or was wrong before: check it.");
      }
    } catch (IOException unknown) {
      return Finding.ok("clock", now.toString());
    }
    return Finding.ok("clock", now.toString());
  }

  private static @Nullable Instant newestFile(@Nullable Path folder) throws IOException {
    if (folder == null) {
      return null;
    }
    @Nullable Instant newest = null;
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Instant written = Files.getLastModifiedTime(file).toInstant();
        newest = newest == null || written.isAfter(newest) ? written : newest;
      }
    }
    return newest;
  }

  /** What concerns the network alone. */
  List<Finding> network() {
    // That the host is no address the check of the port says.
    if (config.listen().address().filter(InetAddress::isLoopbackAddress).isPresent()) {
      return List.of(
          Finding.warn(
              "network", "only this computer can connect", "Use host = 0.0.0.0 for the network."));
    }
    List<Finding> findings = new ArrayList<>();
    NetworkCheck.examine(OptionalInt.of(config.listen().port()), clock)
        .forEach(each -> findings.add(NetworkWords.of(each)));
    if (!config.announce().on()) {
      findings.add(
          Finding.warn(
              "announce",
              "this server does not announce itself: people need its address",
              "Set announce = true, unless that is meant."));
    }
    return findings;
  }

  private static Set<PosixFilePermission> rights(Path path) {
    try {
      return Files.getPosixFilePermissions(path);
    } catch (IOException | UnsupportedOperationException unknown) {
      return Set.of();
    }
  }

  private static @Nullable Path existing(Path path) {
    @Nullable Path place = path;
    while (place != null && !Files.exists(place)) {
      place = place.getParent();
    }
    return place;
  }
}
