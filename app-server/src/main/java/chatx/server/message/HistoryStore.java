package chatx.server.message;

import static chatx.server.storage.tables.Tables.ROOMS;
import static chatx.server.storage.tables.Tables.ROOM_EVENTS;
import static chatx.server.storage.tables.Tables.ROOM_MEMBERS;

import chatx.protocol.EntryKind;
import chatx.protocol.HistoryFilter;
import chatx.protocol.HistoryPage;
import chatx.protocol.LoggedEvent;
import chatx.protocol.ReadHistory;
import chatx.protocol.RoomId;
import chatx.protocol.UserId;
import chatx.server.room.RoomLog;
import chatx.server.storage.Tx;
import chatx.server.text.TextRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Record4;
import org.jooq.ResultQuery;
import org.jooq.impl.DSL;

/**
 * Pages of a room's log. All filters are part of the query, so a page is short only where nothing
 * more matches. Stateless; any thread.
 */
final class HistoryStore {
  private final RoomLog log;

  HistoryStore(RoomLog log) {
    this.log = log;
  }

  boolean isMember(Tx tx, RoomId room, UserId user) {
    return tx.sql()
        .fetchExists(
            tx.sql()
                .selectOne()
                .from(ROOM_MEMBERS)
                .join(ROOMS)
                .on(ROOMS.ID.eq(ROOM_MEMBERS.ROOM_ID))
                .where(
                    ROOM_MEMBERS.ROOM_ID.eq(room.value()),
                    ROOM_MEMBERS.USER_ID.eq(user.value()),
                    ROOMS.DELETED_AT.isNull()));
  }

  HistoryPage page(Tx tx, ReadHistory command, HistoryFilter filter, int limit) {
    Condition matches = matches(command.room(), filter);
    if (command.after() != null) {
      return forward(tx, matches, command.after(), limit);
    }
    if (command.around() != null) {
      return around(tx, matches, command.around(), limit);
    }
    return backward(
        tx, matches, command.before() == null ? Long.MAX_VALUE : command.before(), limit);
  }

  private HistoryPage forward(Tx tx, Condition matches, long after, int limit) {
    List<LoggedEvent> entries = read(tx, matches.and(ROOM_EVENTS.SEQ.gt(after)), false, limit + 1);
    boolean more = entries.size() > limit;
    boolean older = exists(tx, matches.and(ROOM_EVENTS.SEQ.le(after)));
    return new HistoryPage(firstOf(entries, limit), older, more);
  }

  private HistoryPage backward(Tx tx, Condition matches, long before, int limit) {
    List<LoggedEvent> entries = read(tx, matches.and(ROOM_EVENTS.SEQ.lt(before)), true, limit + 1);
    boolean more = entries.size() > limit;
    boolean newer = exists(tx, matches.and(ROOM_EVENTS.SEQ.ge(before)));
    return new HistoryPage(reversed(firstOf(entries, limit)), more, newer);
  }

  /** Half of the page on either side; what one side lacks the other gets. */
  private HistoryPage around(Tx tx, Condition matches, long seq, int limit) {
    List<LoggedEvent> older = read(tx, matches.and(ROOM_EVENTS.SEQ.lt(seq)), true, limit + 1);
    List<LoggedEvent> newer = read(tx, matches.and(ROOM_EVENTS.SEQ.ge(seq)), false, limit + 1);
    int takeNewer = Math.min(newer.size(), Math.max(limit - limit / 2, limit - older.size()));
    int takeOlder = Math.min(older.size(), limit - takeNewer);
    List<LoggedEvent> entries = new ArrayList<>(reversed(firstOf(older, takeOlder)));
    entries.addAll(firstOf(newer, takeNewer));
    return new HistoryPage(entries, older.size() > takeOlder, newer.size() > takeNewer);
  }

  static Condition matches(RoomId room, HistoryFilter filter) {
    Condition matches = ROOM_EVENTS.ROOM_ID.eq(room.value());
    if (filter.author() != null) {
      matches = matches.and(ROOM_EVENTS.AUTHOR_ID.eq(filter.author().value()));
    }
    if (filter.from() != null) {
      matches = matches.and(ROOM_EVENTS.AT.ge(filter.from()));
    }
    if (filter.until() != null) {
      matches = matches.and(ROOM_EVENTS.AT.lt(filter.until()));
    }
    if (filter.kinds() != null) {
      matches =
          matches.and(ROOM_EVENTS.KIND.in(filter.kinds().stream().map(EntryKind::name).toList()));
    }
    if (filter.text() != null) {
      matches =
          TextRules.isStorable(filter.text())
              ? matches.and(ROOM_EVENTS.BODY.containsIgnoreCase(filter.text()))
              : DSL.falseCondition();
    }
    return matches;
  }

  private List<LoggedEvent> read(Tx tx, Condition which, boolean newestFirst, int limit) {
    return entries(tx, which, newestFirst, limit)
        .fetch(row -> log.entry(row.value1(), row.value2(), row.value3(), row.value4()));
  }

  /**
   * Ordered by the whole key, although the room is one: H2 follows the key only then, and would
   * otherwise read and sort all that the room ever was for every page.
   */
  static ResultQuery<Record4<Long, Instant, String, String>> entries(
      Tx tx, Condition which, boolean newestFirst, int limit) {
    return tx.sql()
        .select(ROOM_EVENTS.SEQ, ROOM_EVENTS.AT, ROOM_EVENTS.TYPE, ROOM_EVENTS.DATA)
        .from(ROOM_EVENTS)
        .where(which)
        .orderBy(
            newestFirst
                ? List.of(ROOM_EVENTS.ROOM_ID.desc(), ROOM_EVENTS.SEQ.desc())
                : List.of(ROOM_EVENTS.ROOM_ID.asc(), ROOM_EVENTS.SEQ.asc()))
        .limit(limit);
  }

  private static boolean exists(Tx tx, Condition which) {
    return tx.sql().fetchExists(ROOM_EVENTS, which);
  }

  private static List<LoggedEvent> firstOf(List<LoggedEvent> entries, int limit) {
    return entries.subList(0, Math.min(limit, entries.size()));
  }

  private static List<LoggedEvent> reversed(List<LoggedEvent> entries) {
    List<LoggedEvent> copy = new ArrayList<>(entries);
    Collections.reverse(copy);
    return copy;
  }
}
