package chatx.server.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A process that appends for ever and says which records are kept, to be killed by a test. */
final class AppendingProcess {
  private AppendingProcess() {}

  /** Records are {@code LIFE.THREAD.N}, N from 0; every returned append prints its record. */
  public static void main(String[] arguments) throws IOException {
    Path directory = Path.of(arguments[0]);
    long life = ProcessHandle.current().pid();
    Journal journal =
        Journal.open(directory, new JournalSettings(64 << 10), record -> {}, () -> {});
    for (int t = 0; t < Integer.parseInt(arguments[1]); t++) {
      int thread = t;
      Thread.ofPlatform()
          .start(() -> {
            try {
              for (long n = 0; ; n++) {
                String record = life + "." + thread + "." + n;
                journal.append(List.of(record.getBytes(UTF_8)));
                System.out.println(record);
              }
            } catch (IOException e) {
              throw new IllegalStateException(e);
            }
          });
    }
  }

  static Process start(Path directory, int threads) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            AppendingProcess.class.getName(),
            directory.toString(),
            Integer.toString(threads))
        .redirectErrorStream(true)
        .start();
  }
}
