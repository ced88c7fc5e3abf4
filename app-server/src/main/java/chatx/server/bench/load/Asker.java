package chatx.server.bench.load;

import chatx.server.bench.BenchFailedException;
import chatx.server.bench.Door;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One signed-in connection that asks and waits for the answer. One thread; blocking. */
public final class Asker implements Listener, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long LOOK_NANOS = 5_000_000;

  private final Loop loop = new Loop();
  private final Link link;
  private @Nullable String answer;
  private @Nullable String failure;
  private long id;

  public Asker(Door server, UUID room, String token) {
    byte[] request =
        new ChatDialect(List.of(room), List.of(token), 1).request(new Dialect.Seat(0, 0));
    link = loop.connect(server, null, request, this);
    await();
  }

  /**
   * Gives a command.
   *
   * @param type its wire name
   * @param data its fields as JSON
   * @return the whole answer
   * @throws BenchFailedException when it is a problem, or does not come
   */
  public String ask(String type, String data) {
    byte[] command =
        "{\"id\":%d,\"type\":\"%s\",\"data\":%s}"
            .formatted(++id, type, data)
            .getBytes(StandardCharsets.UTF_8);
    link.text(command, command.length);
    String given = await();
    if (given.contains("\"type\":\"problem\"")) {
      throw new BenchFailedException(type + " was refused: " + given);
    }
    return given;
  }

  private String await() {
    answer = null;
    long until = System.nanoTime() + PATIENCE.toNanos();
    loop.run(now -> answer != null || failure != null || now > until ? -1 : LOOK_NANOS);
    String given = answer;
    if (given == null) {
      throw new BenchFailedException("no answer: " + failure);
    }
    return given;
  }

  @Override
  public void opened(Link opened) {}

  @Override
  public void text(Link from, byte[] bytes, int start, int end) {
    if (bytes[start + 2] == 'i') {
      answer = new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }
  }

  @Override
  public void ended(Link gone, String why) {
    failure = why;
  }

  @Override
  public void close() {
    link.close();
    loop.close();
  }
}
