package chatx.server.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a process holds at one moment. On Linux alone.
 *
 * @param residentBytes its resident memory
 * @param files its open descriptors
 */
public record Vitals(long residentBytes, long threads, long files) {
  private static final int KIB = 1024;

  /**
   * @throws BenchFailedException when there is no such process, or no {@code /proc}
   */
  public static Vitals of(long pid) {
    Path process = Path.of("/proc", Long.toString(pid));
    try (Stream<Path> files = Files.list(process.resolve("fd"))) {
      List<String> status =
          Files.readAllLines(process.resolve("status"), StandardCharsets.ISO_8859_1);
      return new Vitals(number(status, "VmRSS:") * KIB, number(status, "Threads:"), files.count());
    } catch (IOException | UncheckedIOException notHere) {
      throw new BenchFailedException("cannot look at process " + pid + ": " + notHere, notHere);
    }
  }

  /** How many of its threads have a name that begins so; the system keeps 15 characters of it. */
  public static long threads(long pid, String beginning) {
    try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
      return threads.filter(thread -> name(thread).startsWith(beginning)).count();
    } catch (IOException | UncheckedIOException notHere) {
      throw new BenchFailedException("cannot look at process " + pid + ": " + notHere, notHere);
    }
  }

  private static String name(Path thread) {
    try {
      return Files.readString(thread.resolve("comm"), StandardCharsets.ISO_8859_1);
    } catch (IOException endedMeanwhile) {
      return "";
    }
  }

  private static long number(List<String> status, String name) {
    return status.stream()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElse(0);
  }
}
