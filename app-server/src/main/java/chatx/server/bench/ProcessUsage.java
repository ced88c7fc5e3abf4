package chatx.server.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * What the operating system has charged a process for so far.
 *
 * @param cpu of all its threads, user and system; counted in hundredths of a second on Linux
 * @param residentBytes its resident memory; absent where there is no {@code /proc}, which is
 *     everywhere but on Linux
 */
public record ProcessUsage(Duration cpu, OptionalLong residentBytes) {
  private static final int KIB = 1024;

  /** Nothing of a process that has ended. */
  public static ProcessUsage of(ProcessHandle process) {
    return new ProcessUsage(
        process.info().totalCpuDuration().orElse(Duration.ZERO), resident(process.pid()));
  }

  /** CPU seconds since an earlier look at the same process. */
  public double cpuSecondsSince(ProcessUsage earlier) {
    return cpu.minus(earlier.cpu).toNanos() / 1e9;
  }

  /**
   * Bytes of another JVM's heap that are in use after a full collection, which it makes.
   *
   * @throws BenchFailedException when it cannot be asked
   */
  public static long liveHeap(long pid) {
    try {
      Process jcmd =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                  Long.toString(pid),
                  "GC.class_histogram")
              .redirectErrorStream(true)
              .start();
      String histogram = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      String total = histogram.strip().lines().reduce((_, last) -> last).orElse("");
      String[] columns = total.split("\\s+", -1);
      if (columns.length != 3 || !columns[0].equals("Total")) {
        throw new BenchFailedException("the heap could not be collected: " + total);
      }
      return Long.parseLong(columns[2]);
    } catch (IOException noJcmd) {
      throw new BenchFailedException("there is no jcmd: " + noJcmd, noJcmd);
    }
  }

  private static OptionalLong resident(long pid) {
    try {
      return Files.readAllLines(
              Path.of("/proc", Long.toString(pid), "status"), StandardCharsets.ISO_8859_1)
          .stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * KIB)
          .findFirst();
    } catch (IOException noSuchProcessOrSystem) {
      return OptionalLong.empty();
    }
  }
}
