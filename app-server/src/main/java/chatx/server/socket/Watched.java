package chatx.server.socket;

/** Something open that has deadlines. */
interface Watched {

  /**
   * Looks at its deadlines and acts on those that have passed; must not block.
   *
   * @param now {@link System#nanoTime()}
   */
  void check(long now);
}
