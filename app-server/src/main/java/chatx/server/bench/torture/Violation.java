package chatx.server.bench.torture;

import java.util.List;

/**
 * A promise that was not kept.
 *
 * @param what one sentence
 * @param history of the message it is about, if of one
 */
record Violation(Kind kind, String what, List<String> history) {
  Violation {
    history = List.copyOf(history);
  }

  enum Kind {
    /** Acknowledged, and not in the database. */
    LOST,
    /** A member never saw what is in the database. */
    UNSEEN,
    /** Somebody was told what is not in the database. */
    UNSTORED,
    /** One message in two places. */
    DOUBLED,
    /** One number, two events. */
    REORDERED,
    /** A number that no event has. */
    HOLE,
    /** A connection was told a number too high. */
    GAP,
    /** A connection was told what it knew. */
    OVERLAP,
    /** Two different answers to one client key. */
    TWO_ANSWERS,
    /** What is stored is not what was sent. */
    CHANGED,
    /** An honest command was refused for good. */
    REFUSED,
    /** No answer at all, although nothing was broken any more. */
    UNANSWERED,
    /** Somebody is shown online who is not, or the reverse. */
    PRESENCE,
    /** Stopping took too long, or clients were not told. */
    DRAIN,
    /** The service did not come back in time. */
    NOT_BACK,
    /** Healthy clients waited for the sake of slow ones. */
    HELD_UP
  }
}
