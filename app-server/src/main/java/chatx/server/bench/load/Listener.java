package chatx.server.bench.load;

/** What becomes of a link. Called on the loop's thread. */
interface Listener {
  /** The handshake was answered with 101. */
  void opened(Link link);

  /** A text message; the bytes are the loop's again when this returns. */
  void text(Link link, byte[] bytes, int from, int to);

  /** Refused, closed by the server, or broken; nothing follows. */
  void ended(Link link, String why);
}
