package chatx.desktop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The app in a process of its own, from a folder in which it hosted before. */
final class HostingProcess implements AutoCloseable {
  private static final int SECONDS = 5;

  private final Process process;

  private HostingProcess(Process process) {
    this.process = process;
  }

  static HostingProcess start(Path data) throws IOException {
    return new HostingProcess(
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-Dglass.platform=Headless",
                "-Dprism.order=sw",
                "-Djavafx.cachedir=" + System.getProperty("javafx.cachedir", ""),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                HostingProcess.class.getName(),
                data.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(data.resolve("out.txt").toFile()))
            .start());
  }

  /** Has it leave by itself, as a program does that calls {@code System.exit}. */
  void exit() {
    try {
      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try {
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("not ended within " + SECONDS + " s");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** The argument is the app's folder. Ends with the first byte on its standard input. */
  public static void main(String[] args) throws IOException {
    DesktopMain.main(new String[] {"--data", args[0]});
    if (System.in.read() >= 0) {
      System.exit(0);
    }
  }
}
