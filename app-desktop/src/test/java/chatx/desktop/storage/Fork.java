package chatx.desktop.storage;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.protocol.RoomId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A JVM of its own, to be killed in the middle of its work. */
final class Fork implements AutoCloseable {
  private final Process process;
  private final BufferedReader lines;

  private Fork(Process process) {
    this.process = process;
    this.lines = process.inputReader(StandardCharsets.UTF_8);
  }

  static Fork start(String task, Path path) throws IOException {
    return new Fork(
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Fork.class.getName(),
                task,
                path.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start());
  }

  /** Null at the end. */
  String line() throws IOException {
    return Objects.requireNonNull(lines.readLine(), "the other JVM ended too early");
  }

  /** As {@code kill -9} does; gives the lines that it had said by then. */
  List<String> kill() throws IOException, InterruptedException {
    // Not by the process itself: that would close its output before it was read.
    assertThat(process.toHandle().destroyForcibly()).isTrue();
    List<String> rest = new ArrayList<>();
    lines.lines().forEach(rest::add);
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      throw new IOException("the other JVM does not die");
    }
    return rest;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  public static void main(String[] args) {
    Path path = Path.of(args[1]);
    Consumer<String> say = new PrintStream(System.out, true, StandardCharsets.UTF_8)::println;
    switch (args[0]) {
      case "keep" -> keep(path, say);
      case "cache" -> cache(path, say);
      case "prefer" -> prefer(path, say);
      case "hold" -> hold(path, say);
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  /** Keeps messages for ever and says each one once it is kept; deletes every fifth again. */
  private static void keep(Path folder, Consumer<String> say) {
    AccountStore store = Samples.open(folder);
    var room = Samples.room();
    say.accept("ready");
    for (long i = 1; ; i++) {
      OutboxEntry entry = Samples.entry(room, "message " + i);
      if (store.keep(entry).isPresent()) {
        throw new IllegalStateException("not kept");
      }
      say.accept("kept " + entry.key());
      store.draft(room, "draft " + i);
      store.advance(Samples.state(room, i), Samples.messages(i, i));
      if (i % 5 == 0) {
        say.accept("deleting " + entry.key());
        if (store.update(entry.in(OutboxState.REMOVED, null)).isPresent()) {
          throw new IllegalStateException("not deleted");
        }
        say.accept("deleted " + entry.key());
      }
    }
  }

  /** Goes on in two rooms for ever and says how far they are once that is written. */
  private static void cache(Path folder, Consumer<String> say) {
    RoomId garden = new RoomId(new UUID(1, 1));
    RoomId cellar = new RoomId(new UUID(1, 2));
    long seq = 0;
    try (AccountStore store = Samples.open(folder)) {
      for (RoomSnapshot room : store.rooms()) {
        seq = Math.max(seq, room.state().lastSeq());
      }
    }
    say.accept("at " + seq);
    while (true) {
      try (AccountStore store = Samples.open(folder)) {
        var _ = store.rooms();
        for (int i = 0; i < 40; i++) {
          seq++;
          store.advance(Samples.state(garden, seq), Samples.messages(seq, seq));
          store.advance(Samples.state(cellar, seq), Samples.messages(seq, seq));
        }
      }
      say.accept("at " + seq);
    }
  }

  /** Writes its settings over and over. */
  private static void prefer(Path file, Consumer<String> say) {
    for (int i = 0; ; i++) {
      try (Preferences preferences = Preferences.open(file, Samples.CLOCK)) {
        if (!preferences.notices().isEmpty()) {
          throw new IllegalStateException("damaged");
        }
        preferences.set(Preferences.DISPLAY_NAME, "Ada ".repeat(10_000) + i);
      }
      say.accept("wrote " + i);
    }
  }

  /** Opens the folder and tells of other starts. */
  private static void hold(Path folder, Consumer<String> say) {
    switch (AppFolder.open(folder, List.of())) {
      case AppFolder.Opened(AppFolder opened) -> {
        opened.onSecondStart(arguments -> say.accept("started " + arguments));
        say.accept("open");
        try {
          Thread.currentThread().join();
        } catch (InterruptedException _) {
          opened.close();
        }
      }
      case AppFolder.AlreadyOpen(boolean shown) -> say.accept("already open, shown " + shown);
      case AppFolder.Unusable(StorageRefusal why) -> say.accept(why.toString());
    }
  }
}
