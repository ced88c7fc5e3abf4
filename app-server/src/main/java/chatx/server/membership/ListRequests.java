package chatx.server.membership;

import chatx.protocol.Limits;
import chatx.protocol.Problem;
import chatx.protocol.ProblemCode;
import chatx.server.problem.Problems;
import org.jspecify.annotations.Nullable;

/** What all commands that list something by pages have in common. */
final class ListRequests {
  private static final int DEFAULT_PAGE = 50;

  private ListRequests() {}

  /** What to look for; empty for everything. */
  static String query(@Nullable String asked) {
    return asked == null ? "" : asked.strip();
  }

  /** Null when a query is short enough. */
  static @Nullable Problem tooLong(String query) {
    return query.codePointCount(0, query.length()) <= Limits.LIST_QUERY
        ? null
        : Problems.of(
            ProblemCode.QUERY_TOO_LONG,
            "Look for at most " + Limits.LIST_QUERY + " characters.",
            "data.query");
  }

  static Problem badCursor() {
    return Problems.of(
        ProblemCode.BAD_CURSOR,
        "That cursor is not from this server. Start without one.",
        "data.cursor");
  }

  /** The nearest allowed size of a page. */
  static int limit(@Nullable Integer asked, int most) {
    return Math.clamp(asked == null ? DEFAULT_PAGE : asked, 1, most);
  }
}
