package chatx.desktop.find;

import chatx.protocol.UserSummary;
import java.time.Instant;

/**
 * A message that was found.
 *
 * @param seq its place in the room
 * @param before the end of what stands before the hit
 * @param hit what was looked for, as it is written there; empty where no text was given
 * @param after the beginning of what follows
 */
record Found(long seq, UserSummary author, Instant at, String before, String hit, String after) {

  /** Characters in front of the hit, so that it is in sight. */
  private static final int LEAD = 40;

  private static final int LONGEST = 240;

  /** With the words around the hit on one line. */
  static Found of(long seq, UserSummary author, Instant at, String line, String wanted) {
    int hit = wanted.isEmpty() ? -1 : indexOf(line, wanted);
    if (hit < 0) {
      return new Found(seq, author, at, "", "", cut(line));
    }
    int from = hit <= LEAD ? 0 : edge(line, hit - LEAD);
    int until = hit + wanted.length();
    return new Found(
        seq,
        author,
        at,
        (from > 0 ? "…" : "") + line.substring(from, hit),
        line.substring(hit, until),
        cut(line.substring(until)));
  }

  private static int indexOf(String line, String wanted) {
    for (int i = 0; i + wanted.length() <= line.length(); i++) {
      if (line.regionMatches(true, i, wanted, 0, wanted.length())) {
        return i;
      }
    }
    return -1;
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, edge(text, LONGEST)) + "…";
  }

  /** Not in the middle of a character. */
  private static int edge(String text, int at) {
    return at > 0 && Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
  }
}
