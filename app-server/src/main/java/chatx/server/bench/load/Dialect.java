package chatx.server.bench.load;

/** How one talks to a kind of server. For the loop's thread. */
public interface Dialect {
  /** Where a member sits. */
  record Seat(int room, int index) {}

  /** The opening request of a member's WebSocket, head only. */
  byte[] request(Seat seat);

  /** The WebSocket is open: says what has to be said before the member takes part. */
  void opened(Member member);

  /** Finds out what came, and tells the member. */
  void text(Member member, byte[] bytes, int from, int to);

  /**
   * Sends a message.
   *
   * @param number of this member, beginning with 1
   * @param due when it was to be sent, as {@link System#nanoTime()} gives it
   */
  void send(Member member, long number, long due);

  /** Whether every message is acknowledged to its sender. */
  boolean acknowledges();
}
