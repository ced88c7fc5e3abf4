package chatx.server.room;

import java.util.List;

/** When a committed change of a room may be acknowledged. Blocking; any thread. */
public interface Durability {
  /**
   * Returns when messages that were just committed survive a power cut.
   *
   * @param frames the events as they travel, in order
   * @throws RuntimeException when that is not known; they stay owed
   */
  void settleMessages(List<byte[]> frames);

  /** Returns when everything that was committed before, whatever it is, survives a power cut. */
  void settleEverything();

  /**
   * Returns when nothing is owed any more from a call that failed; at once when nothing is. Not
   * inside a transaction, whose end it may have to wait for.
   */
  void settleOwed();
}
