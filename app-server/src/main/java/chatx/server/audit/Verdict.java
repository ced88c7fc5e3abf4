package chatx.server.audit;

/** What {@link AuditLog#verify} found. */
public sealed interface Verdict {

  /**
   * Nothing was touched.
   *
   * @param rows how many rows the chain has
   * @param lastHash of the last row, empty without rows; written down elsewhere it also proves, at
   *     a later time, that the whole chain was not made anew
   */
  record Intact(long rows, String lastHash) implements Verdict {}

  /** The first row that is not what it was, and how. */
  record Tampered(long row, How how) implements Verdict {}

  /** What was done to a row. */
  enum How {
    EDITED("was edited"),
    REMOVED("was removed"),
    MOVED("was moved to another place"),
    ADDED("was added past the end of the chain");

    private final String words;

    How(String words) {
      this.words = words;
    }

    /** Follows "row 7 …". */
    public String words() {
      return words;
    }
  }
}
