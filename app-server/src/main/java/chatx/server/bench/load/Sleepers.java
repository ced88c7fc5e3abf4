package chatx.server.bench.load;

import chatx.server.bench.Door;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * People who have the room of some {@link Regulars} open and do not read what they are told. One
 * thread, that of the regulars.
 */
public final class Sleepers implements AutoCloseable {
  private final Regulars beside;
  private final Door server;
  private final UUID room;
  private final List<byte[]> requests = new ArrayList<>();
  private final List<Sleeper> sleepers = new ArrayList<>();

  /**
   * Nobody comes before {@link #come}.
   *
   * @param tokens access tokens of the room's members
   * @param first the number of the first member who sleeps; all after it do, too
   */
  public Sleepers(Regulars beside, Door server, UUID room, List<String> tokens, int first) {
    this.beside = beside;
    this.server = server;
    this.room = room;
    ChatDialect dialect = new ChatDialect(List.of(room), tokens, tokens.size());
    for (int index = first; index < tokens.size(); index++) {
      requests.add(dialect.request(new Dialect.Seat(0, index)));
    }
  }

  public int size() {
    return requests.size();
  }

  /** All open the room and fall asleep. */
  public void come() {
    requests.forEach(request -> sleepers.add(new Sleeper(request)));
  }

  public boolean areAllAsleep() {
    return sleepers.size() == requests.size() && sleepers.stream().allMatch(one -> one.asleep);
  }

  /** All read on, to the end of their connections, and come again after it. */
  public void wake() {
    sleepers.forEach(Sleeper::wake);
  }

  /** How many had a connection whose end was said in words that begin so. */
  public long told(String words) {
    return sleepers.stream()
        .filter(one -> one.ends.stream().anyMatch(end -> end.startsWith(words)))
        .count();
  }

  /** All are gone, and nobody comes again. */
  public void go() {
    sleepers.forEach(one -> one.link.close());
    sleepers.clear();
  }

  @Override
  public void close() {
    go();
  }

  private final class Sleeper implements Listener {
    private final byte[] request;
    private Link link;
    private final List<String> ends = new ArrayList<>();
    private boolean asleep;

    Sleeper(byte[] request) {
      this.request = request;
      link = beside.loop().connectNarrowly(server, request, this);
    }

    void wake() {
      if (asleep) {
        link.wake();
      }
    }

    @Override
    public void opened(Link opened) {}

    @Override
    public void text(Link from, byte[] bytes, int start, int end) {
      if (asleep) {
        return;
      }
      String text = new String(bytes, start, end - start, StandardCharsets.UTF_8);
      if (text.contains("\"type\":\"session.authenticated\"")) {
        byte[] open =
            "{\"id\":1,\"type\":\"room.open\",\"data\":{\"room\":\"%s\"}}"
                .formatted(room)
                .getBytes(StandardCharsets.UTF_8);
        link.text(open, open.length);
      } else if (text.contains("\"type\":\"room.joined\"")) {
        asleep = true;
        link.sleep();
      }
    }

    @Override
    public void ended(Link gone, String why) {
      ends.add(why);
      asleep = false;
      link = beside.loop().connectNarrowly(server, request, this);
    }
  }
}
