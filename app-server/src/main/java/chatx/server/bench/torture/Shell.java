package chatx.server.bench.torture;

import chatx.server.bench.BenchFailedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Programs of the system that are run to their end. Blocking. */
final class Shell {
  private Shell() {}

  /**
   * @throws BenchFailedException with what it said, when it says that it failed
   */
  static void run(List<String> command) {
    Result result = tryRun(command);
    if (result.code() != 0) {
      throw new BenchFailedException(String.join(" ", command) + ": " + result.text());
    }
  }

  record Result(int code, String text) {}

  /** Its exit code and what it said; -1 when there is no such program. */
  static Result tryRun(List<String> command) {
    try {
      // A server that it starts would keep a pipe open for ever.
      Path out = Files.createTempFile("chatx", ".out");
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(out.toFile())
              .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
              .start();
      int code = process.waitFor();
      String text = Files.readString(out, StandardCharsets.UTF_8).strip();
      Files.delete(out);
      return new Result(code, text);
    } catch (IOException e) {
      return new Result(-1, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Result(-1, "interrupted");
    }
  }
}
