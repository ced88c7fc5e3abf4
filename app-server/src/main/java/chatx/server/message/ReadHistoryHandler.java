package chatx.server.message;

import chatx.protocol.HistoryFilter;
import chatx.protocol.HistoryPage;
import chatx.protocol.Limits;
import chatx.protocol.LoggedEvent;
import chatx.protocol.ProblemCode;
import chatx.protocol.ReadHistory;
import chatx.protocol.ServerReply;
import chatx.server.command.Access;
import chatx.server.command.Caller;
import chatx.server.command.SessionCommandHandler;
import chatx.server.problem.Problems;
import chatx.server.room.RoomDirectory;
import chatx.server.storage.Transactions;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Reads a room's past. */
final class ReadHistoryHandler implements SessionCommandHandler<ReadHistory> {
  private static final int DEFAULT_PAGE = 50;
  private static final HistoryFilter EVERYTHING = new HistoryFilter(null, null, null, null, null);

  private final Transactions transactions;
  private final RoomDirectory rooms;
  private final HistoryStore history;

  ReadHistoryHandler(Transactions transactions, RoomDirectory rooms, HistoryStore history) {
    this.transactions = transactions;
    this.rooms = rooms;
    this.history = history;
  }

  @Override
  public Class<ReadHistory> command() {
    return ReadHistory.class;
  }

  @Override
  public Access access() {
    return Access.SIGNED_IN;
  }

  @Override
  public ServerReply handle(Caller caller, ReadHistory command) {
    long anchors =
        Stream.of(command.before(), command.after(), command.around())
            .filter(Objects::nonNull)
            .count();
    if (anchors > 1) {
      return Problems.of(
          ProblemCode.BAD_MESSAGE, "Give one of before, after and around, not several.", "data");
    }
    HistoryFilter filter = command.filter() == null ? EVERYTHING : command.filter();
    String text = filter.text();
    if (text != null && text.isEmpty()) {
      return Problems.of(ProblemCode.QUERY_EMPTY, "Say what to look for.", "data.filter.text");
    }
    if (text != null && text.codePointCount(0, text.length()) > Limits.HISTORY_TEXT) {
      return Problems.of(
          ProblemCode.QUERY_TOO_LONG,
          "Look for at most " + Limits.HISTORY_TEXT + " characters.",
          "data.filter.text");
    }
    int limit =
        Math.clamp(
            command.limit() == null ? DEFAULT_PAGE : command.limit(), 1, Limits.HISTORY_PAGE);
    ServerReply page =
        transactions.read(tx ->
            history.isMember(tx, command.room(), caller.me().id())
                ? history.page(tx, command, filter, limit)
                : Problems.noSuchRoom());
    return page instanceof HistoryPage read ? upTo(rooms.durableUpTo(command.room()), read) : page;
  }

  /** Without what a power cut may still take back; it comes as an event as soon as it may not. */
  private static HistoryPage upTo(long last, HistoryPage page) {
    List<LoggedEvent> entries = page.entries();
    if (entries.isEmpty() || entries.getLast().seq() <= last) {
      return page;
    }
    return new HistoryPage(
        entries.stream().filter(entry -> entry.seq() <= last).toList(),
        page.hasMoreBefore(),
        page.hasMoreAfter());
  }
}
