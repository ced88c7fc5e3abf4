package chatx.server.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * This same program in a JVM of its own, with another command. It is up once it has printed a line
 * of JSON with its port, and it does not outlive this process. Any thread; blocking.
 */
public final class ChildJvm implements AutoCloseable {
  private static final Pattern PORT = Pattern.compile("\"port\":(\\d+)");
  private static final int LOG_LINES = 8;

  private final Process process;
  private final Thread reaper;
  private final int port;
  private final Duration readyAfter;

  /**
   * How it is started.
   *
   * @param jvm options of the JVM
   * @param args the command and its options
   * @param environment instead of all variables of this process that begin with CHATX_
   * @param cpus the cores it may use, as {@code taskset -c} takes them; absent for all
   * @param log where its standard error is appended to
   */
  public record Spec(
      List<String> jvm,
      List<String> args,
      Map<String, String> environment,
      Optional<String> cpus,
      Path log) {
    public Spec {
      jvm = List.copyOf(jvm);
      args = List.copyOf(args);
      environment = Map.copyOf(environment);
    }
  }

  private ChildJvm(Process process, Thread reaper, int port, Duration readyAfter) {
    this.process = process;
    this.reaper = reaper;
    this.port = port;
    this.readyAfter = readyAfter;
  }

  /**
   * Returns when it is up.
   *
   * @param patience how long it may take
   * @throws BenchFailedException when it ends or says nothing within that time; with its last words
   */
  public static ChildJvm start(Spec spec, Duration patience) {
    ProcessBuilder builder = new ProcessBuilder(command(spec));
    builder.environment().keySet().removeIf(name -> name.startsWith("CHATX_"));
    builder.environment().putAll(spec.environment());
    builder.redirectError(ProcessBuilder.Redirect.appendTo(spec.log().toFile()));
    long began = System.nanoTime();
    Process process;
    try {
      process = builder.start();
    } catch (IOException notStarted) {
      throw new BenchFailedException("cannot start a child process: " + notStarted, notStarted);
    }
    Thread reaper = new Thread(process::destroyForcibly, "reaper");
    Runtime.getRuntime().addShutdownHook(reaper);
    Thread timer =
        Thread.ofVirtual()
            .start(() -> {
              try {
                Thread.sleep(patience);
                process.destroyForcibly();
              } catch (InterruptedException inTime) {
                Thread.currentThread().interrupt();
              }
            });
    try {
      OptionalInt port = awaitPort(process);
      timer.interrupt();
      if (port.isPresent()) {
        return new ChildJvm(
            process, reaper, port.getAsInt(), Duration.ofNanos(System.nanoTime() - began));
      }
      process.destroyForcibly();
      forget(reaper);
      throw new BenchFailedException(
          "the process \"%s\" did not start:%n%s"
              .formatted(String.join(" ", spec.args()), lastWords(spec.log())));
    } catch (IOException broken) {
      process.destroyForcibly();
      forget(reaper);
      throw new BenchFailedException("a child process cannot be heard: " + broken, broken);
    }
  }

  public int port() {
    return port;
  }

  /** From the start of the process to its line. */
  public Duration readyAfter() {
    return readyAfter;
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public ProcessUsage usage() {
    return ProcessUsage.of(process.toHandle());
  }

  /**
   * SIGTERM, and returns when it has ended.
   *
   * @return its exit code
   * @throws BenchFailedException when it has not ended within the patience; it is killed then
   */
  public int stop(Duration patience) {
    process.destroy();
    if (!awaitEnd(patience)) {
      kill();
      throw new BenchFailedException("a child process did not stop in " + patience);
    }
    return process.exitValue();
  }

  /** SIGKILL, and returns when it has ended. A paused process dies, too. */
  public void kill() {
    process.destroyForcibly();
    if (!awaitEnd(Duration.ofSeconds(30))) {
      throw new BenchFailedException("a child process did not die");
    }
  }

  /** SIGSTOP. */
  public void pause() {
    signal("-STOP");
  }

  /** SIGCONT. */
  public void resume() {
    signal("-CONT");
  }

  @Override
  public void close() {
    kill();
  }

  private void signal(String name) {
    try {
      int code =
          new ProcessBuilder("kill", name, Long.toString(pid()))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor();
      if (code != 0) {
        throw new BenchFailedException("kill " + name + " was refused");
      }
    } catch (IOException notHere) {
      throw new BenchFailedException("processes cannot be paused on this system", notHere);
    } catch (InterruptedException told) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean awaitEnd(Duration patience) {
    try {
      boolean ended = process.waitFor(patience.toNanos(), TimeUnit.NANOSECONDS);
      if (ended) {
        forget(reaper);
      }
      return ended;
    } catch (InterruptedException told) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static List<String> command(Spec spec) {
    List<String> command = new ArrayList<>();
    spec.cpus().ifPresent(cpus -> command.addAll(List.of("taskset", "-c", cpus)));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(spec.jvm());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("chatx.server.ServerMain");
    command.addAll(spec.args());
    return command;
  }

  /**
   * Absent when the process ends without having said it. What the JVM itself says is passed over.
   */
  private static OptionalInt awaitPort(Process process) throws IOException {
    // Left open: the process may still write, and nobody minds what.
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      Matcher port = PORT.matcher(line);
      if (port.find()) {
        return OptionalInt.of(Integer.parseInt(port.group(1)));
      }
    }
    return OptionalInt.empty();
  }

  private static String lastWords(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
  }

  private static void forget(Thread reaper) {
    try {
      Runtime.getRuntime().removeShutdownHook(reaper);
    } catch (IllegalStateException thisProcessEndsItself) {
      return;
    }
  }
}
