package chatx.desktop.notification;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The programs on this computer, each on a virtual thread of its own. Any thread. */
public final class SystemPrograms implements ProgramLauncher {
  private static final Logger log = LoggerFactory.getLogger(SystemPrograms.class);

  /** A notification may wait so long for a click. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** With more of them waiting, the oldest is let go. */
  static final int AT_ONCE = 6;

  private final Deque<Process> running = new ArrayDeque<>();

  @Override
  public void start(Call call, Consumer<String> line, Consumer<Integer> ended) {
    Thread.ofVirtual().name("notification").start(() -> run(call, line, ended));
  }

  private void run(Call call, Consumer<String> line, Consumer<Integer> ended) {
    try {
      var builder = new ProcessBuilder(call.command()).redirectErrorStream(true);
      builder.environment().putAll(call.variables());
      Process process = builder.start();
      enter(process);
      try {
        talk(process, call.input(), line);
        ended.accept(process.waitFor());
      } finally {
        leave(process);
      }
    } catch (IOException missing) {
      log.debug("no notification program: {}", missing.toString());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void talk(Process process, String input, Consumer<String> line)
      throws IOException {
    CompletableFuture.delayedExecutor(PATIENCE.toSeconds(), TimeUnit.SECONDS)
        .execute(process::destroy);
    try (Writer in = process.outputWriter()) {
      in.write(input);
    } catch (IOException gone) {
      log.debug("{} read no input: {}", process.pid(), gone.toString());
    }
    try (BufferedReader out = process.inputReader()) {
      for (String said = out.readLine(); said != null; said = out.readLine()) {
        line.accept(said);
      }
    }
  }

  private void enter(Process process) {
    synchronized (running) {
      running.addLast(process);
      if (running.size() > AT_ONCE) {
        running.removeFirst().destroy();
      }
    }
  }

  private void leave(Process process) {
    synchronized (running) {
      running.remove(process);
    }
  }
}
