package chatx.server.bench.scenario;

import chatx.server.bench.BenchFailedException;
import chatx.server.bench.Report;
import chatx.server.bench.Site;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.HdrHistogram.Histogram;

/** What the disk alone takes to keep something: no acknowledgement can come sooner. */
final class DiskYardstick {
  private static final int FORCES = 300;
  private static final int BYTES = 4096;
  private static final double NANOS_PER_MS = 1e6;
  private static final long LONGEST_NANOS = 60_000_000_000L;

  private DiskYardstick() {}

  static void measure(Report report, Site site) {
    Histogram times = new Histogram(LONGEST_NANOS, 3);
    Path file = site.folder().resolve("disk");
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      for (int i = 0; i < FORCES; i++) {
        long began = System.nanoTime();
        channel.write(ByteBuffer.allocate(BYTES));
        channel.force(false);
        times.recordValue(System.nanoTime() - began);
      }
      Files.delete(file);
    } catch (IOException e) {
      throw new BenchFailedException("the disk cannot be measured: " + e, e);
    }
    report
        .row("the disk alone")
        .put("appends of 4 KiB, forced", FORCES)
        .put("p50 ms", times.getValueAtPercentile(50) / NANOS_PER_MS)
        .put("p99 ms", times.getValueAtPercentile(99) / NANOS_PER_MS)
        .put("p99.9 ms", times.getValueAtPercentile(99.9) / NANOS_PER_MS)
        .put("max ms", times.getMaxValue() / NANOS_PER_MS);
  }
}
