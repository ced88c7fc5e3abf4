package chatx.desktop.model;

import chatx.desktop.storage.OutboxEntry;
import chatx.desktop.storage.OutboxState;
import chatx.desktop.storage.RoomSnapshot;
import chatx.protocol.ClientKey;
import chatx.protocol.HistoryPage;
import chatx.protocol.LoggedEvent;
import chatx.protocol.MessagePosted;
import chatx.protocol.UserId;
import chatx.protocol.UserSummary;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedCollection;
import java.util.Set;
import java.util.function.Predicate;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/**
 * A room's conversation as rows: a window of at most {@link #WINDOW} events without a hole, the own
 * messages that are still on their way behind its live end, and what stands between them. Whatever
 * arrives in whatever order, the rows are those that a fresh look at the same window would give.
 *
 * <p>Events, pages and outbox entries come from the session; nothing here talks to a server. FX
 * thread only, but no toolkit is needed.
 */
public final class Timeline {
  /** The most events in the window; when one end grows beyond it, the other is dropped. */
  public static final int WINDOW = 600;

  /** As many of the newest events are kept while the window is elsewhere, or nobody looks. */
  static final int RECENT = 100;

  /** As many own client keys are remembered as being in the log. */
  private static final int SETTLED = 1_000;

  private final UserSummary me;
  private final MessageParser parser;
  private final ObservableList<TimelineRow> rows = FXCollections.observableArrayList();
  private final ObservableList<TimelineRow> shownRows =
      FXCollections.unmodifiableObservableList(rows);
  private final List<TimelineEntry> window = new ArrayList<>();
  private final ArrayDeque<TimelineEntry> recent = new ArrayDeque<>();
  private final Map<ClientKey, PendingMessage> pending = new LinkedHashMap<>();
  private final SequencedCollection<ClientKey> settled = new LinkedHashSet<>();
  private final Set<Long> unfolded = new HashSet<>();
  private ZoneId zone;
  private String roomName = "";
  private Predicate<UserId> mayCallAll = _ -> false;
  private TimelineLayout.@Nullable Divider divider;

  /** The newest event there is. */
  private long lastSeq;

  /** The last event of the window, or where the window is when it is empty. */
  private long end;

  /** The oldest event the server still has. */
  private long oldest = 1;

  private boolean following = true;
  private boolean shown = true;
  private int batches;
  private boolean stale;

  /**
   * A timeline without events, as if nobody had said anything yet.
   *
   * @param zone where the reader is: decides where days begin
   */
  public Timeline(UserSummary me, MessageParser parser, ZoneId zone) {
    this.me = me;
    this.parser = parser;
    this.zone = zone;
  }

  /** The rows, oldest first; unmodifiable, changed in place. */
  public ObservableList<TimelineRow> rows() {
    return shownRows;
  }

  /** Whether the window ends with the newest event there is. */
  public boolean atLiveEnd() {
    return end == lastSeq;
  }

  /** Whether the server has events in front of the window. */
  public boolean hasOlder() {
    return begin() > oldest;
  }

  /** Whether there are events behind the window. */
  public boolean hasNewer() {
    return end < lastSeq;
  }

  /** How many events there are behind the window; not all of them are messages. */
  public long newer() {
    return lastSeq - end;
  }

  /** The first event of the window; one more than {@link #lastShown()} when it is empty. */
  public long firstShown() {
    return end - window.size() + 1;
  }

  /** The last event of the window. */
  public long lastShown() {
    return end;
  }

  /** The newest event there is. */
  public long lastSeq() {
    return lastSeq;
  }

  /** How many events the window holds. */
  public int size() {
    return window.size();
  }

  /** Starts anew with what the cache had. */
  public void open(RoomSnapshot snapshot) {
    open(snapshot.state().lastSeq(), snapshot.recent());
  }

  /**
   * Starts anew.
   *
   * @param last the newest event there is
   * @param events the newest ones, dense, ending there; may be empty
   */
  void open(long last, List<LoggedEvent> events) {
    recent.clear();
    lastSeq = last;
    oldest = 1;
    divider = null;
    long seq = last - events.size();
    for (LoggedEvent event : events) {
      seq++;
      if (event.seq() != seq) {
        recent.clear();
        break;
      }
      keepRecent(event);
    }
    following = true;
    showRecent();
    changed();
  }

  /**
   * The server says where the room stands now, and that what lies between is not told. A state that
   * is no newer changes nothing; the window stays until a page replaces it.
   */
  public void resync(long last) {
    if (last == lastSeq) {
      return;
    }
    recent.clear();
    pending.values().removeIf(message -> message.entry().state() == OutboxState.ACCEPTED);
    if (last < lastSeq) {
      // Another past than the one that was shown: the server came back from a backup.
      window.clear();
      divider = null;
      oldest = 1;
    }
    lastSeq = last;
    if (window.isEmpty()) {
      end = last;
    }
    changed();
  }

  /** An event that just happened. One that is known already changes nothing. */
  public void append(LoggedEvent event) {
    if (event.seq() <= lastSeq) {
      return;
    }
    boolean gap = event.seq() != lastSeq + 1;
    boolean joins = gap ? window.isEmpty() : end == lastSeq;
    if (gap) {
      recent.clear();
    }
    lastSeq = event.seq();
    TimelineEntry entry = keepRecent(event);
    if (!shown) {
      end = lastSeq;
    } else if (joins && (following || window.size() < WINDOW)) {
      window.add(entry);
      end = lastSeq;
      if (window.size() > WINDOW) {
        dropFront();
      }
    }
    changed();
  }

  /** A page in front of the window; one that does not touch it is ignored. */
  public void prepend(HistoryPage page) {
    if (!shown) {
      return;
    }
    List<LoggedEvent> events = page.entries();
    long begin = begin();
    int until = events.size();
    while (until > 0 && events.get(until - 1).seq() >= begin) {
      until--;
    }
    int from = until;
    while (from > 0 && events.get(from - 1).seq() == begin - (until - from) - 1) {
      from--;
    }
    if (from == until) {
      return;
    }
    window.addAll(0, events.subList(from, until).stream().map(this::enter).toList());
    if (from == 0 && !page.hasMoreBefore()) {
      oldest = begin();
    }
    dropBack();
    changed();
  }

  /** The server has nothing in front of an event any more. */
  void nothingBefore(long seq) {
    if (shown && seq == begin()) {
      oldest = seq;
      changed();
    }
  }

  /** A page that was asked for behind the window; one that does not touch it is ignored. */
  public void appendPage(HistoryPage page) {
    if (!shown) {
      return;
    }
    long before = end;
    for (LoggedEvent event : page.entries()) {
      if (event.seq() == end + 1 && event.seq() <= lastSeq) {
        window.add(enter(event));
        end++;
      }
    }
    joinRecent();
    if (end != before) {
      dropFront();
      changed();
    }
  }

  /** Puts the window elsewhere: a page around {@code seq}. An empty page changes nothing. */
  public void around(HistoryPage page, long seq) {
    if (shown && replace(page, seq)) {
      following = end == lastSeq;
      changed();
    }
  }

  /** Puts the window at the live end: the newest page there is. */
  public void latest(HistoryPage page) {
    List<LoggedEvent> events =
        page.entries().stream().filter(event -> event.seq() <= lastSeq).toList();
    if (events.isEmpty() || events.getLast().seq() != lastSeq) {
      // Asked for before something newer was told: what is known joins it, or another page will.
      if (shown && !events.isEmpty() && replace(page, lastSeq)) {
        following = true;
        changed();
      }
      return;
    }
    recent.clear();
    int from = events.size() - 1;
    while (from > 0 && events.get(from - 1).seq() == events.get(from).seq() - 1) {
      from--;
    }
    events.subList(from, events.size()).forEach(this::keepRecent);
    following = true;
    if (shown) {
      replace(page, lastSeq);
    }
    changed();
  }

  /**
   * Back to the live end with what is known of it; {@link #size()} may be 0 where nothing is, while
   * {@link #hasOlder()} says that there is something to load.
   */
  public void jumpToLive() {
    following = true;
    if (end != lastSeq) {
      showRecent();
      changed();
    }
  }

  /**
   * Whether the reader is at the bottom and moves on with what arrives. While they are not, a full
   * window lets go of the live end rather than of the rows in front of their eyes.
   */
  public void following(boolean atBottom) {
    following = atBottom;
  }

  /** Whether the reader is at the bottom and the bottom is the live end. */
  boolean followsLive() {
    return following && atLiveEnd();
  }

  /** An own message, somewhere on its way. */
  public void outbox(OutboxEntry entry) {
    ClientKey key = entry.key();
    PendingMessage known = pending.get(key);
    switch (entry.state()) {
      case QUEUED, SENDING, FAILED -> {
        if (!settled.contains(key)) {
          pending.put(key, pending(entry, known));
        }
      }
      case ACCEPTED -> {
        if (known != null) {
          pending.put(key, pending(entry, known));
        }
      }
      case REMOVED -> {
        // An accepted one stays until its event is here, or it would vanish for a moment.
        if (known != null && known.entry().state() != OutboxState.ACCEPTED) {
          pending.remove(key);
        }
      }
    }
    changed();
  }

  /**
   * Freezes the <i>New messages</i> divider in front of the first event of others that is newer
   * than the read mark. What arrives later never moves it.
   */
  public void openDivider(long readMark) {
    divider = readMark < lastSeq ? new TimelineLayout.Divider(readMark, lastSeq) : null;
    changed();
  }

  public void clearDivider() {
    divider = null;
    changed();
  }

  /** Folds or unfolds a row of notices. */
  public void toggle(TimelineRow.Notices row) {
    for (Notice notice : row.notices()) {
      if (row.expanded()) {
        unfolded.remove(notice.seq());
      } else {
        unfolded.add(notice.seq());
      }
    }
    changed();
  }

  /** The row of an event, if it is in the window: a message, or the notices it is folded into. */
  public int indexOf(long seq) {
    for (int i = 0; i < rows.size(); i++) {
      boolean found =
          switch (rows.get(i)) {
            case TimelineRow.Message message -> message.seq() == seq;
            case TimelineRow.Notices row ->
                row.notices().getFirst().seq() <= seq && seq <= row.notices().getLast().seq();
            case TimelineRow.Day _, TimelineRow.NewMessages _, TimelineRow.Start _ -> false;
          };
      if (found) {
        return i;
      }
    }
    return -1;
  }

  /** Whether the window holds an event, shown or not. */
  public boolean holds(long seq) {
    return seq >= begin() && seq <= end;
  }

  /** Where the reader is now. */
  public void zone(ZoneId newZone) {
    if (!zone.equals(newZone)) {
      zone = newZone;
      changed();
    }
  }

  void roomName(String name) {
    if (!roomName.equals(name)) {
      roomName = name;
      changed();
    }
  }

  /** Whose {@code @room} counts from now on. */
  void mayCallAll(Predicate<UserId> who) {
    mayCallAll = who;
    changed();
  }

  /** Nobody looks: gives back everything but the newest events. */
  void hide() {
    shown = false;
    following = true;
    divider = null;
    unfolded.clear();
    recent.forEach(TimelineEntry::forgetBody);
    window.clear();
    end = lastSeq;
    rows.clear();
  }

  /** Somebody looks: the newest events that are known. */
  void show() {
    if (!shown) {
      shown = true;
      showRecent();
      changed();
    }
  }

  /** Changes between this and {@link #endBatch()} reach the rows in one go. May be nested. */
  void beginBatch() {
    batches++;
  }

  void endBatch() {
    batches--;
    if (batches == 0 && stale) {
      changed();
    }
  }

  /** The newest events that are known, oldest first. */
  Iterable<TimelineEntry> recent() {
    return recent;
  }

  private long begin() {
    return end - window.size() + 1;
  }

  private boolean replace(HistoryPage page, long seq) {
    List<LoggedEvent> events = page.entries();
    int at = -1;
    for (int i = 0; i < events.size() && events.get(i).seq() <= Math.min(seq, lastSeq); i++) {
      at = i;
    }
    if (at < 0) {
      return false;
    }
    int from = at;
    while (from > 0 && events.get(from - 1).seq() == events.get(from).seq() - 1) {
      from--;
    }
    window.clear();
    end = events.get(from).seq() - 1;
    oldest = from == 0 && !page.hasMoreBefore() ? end + 1 : 1;
    for (LoggedEvent event : events.subList(from, events.size())) {
      if (event.seq() == end + 1 && event.seq() <= lastSeq) {
        window.add(enter(event));
        end++;
      }
    }
    joinRecent();
    dropFront();
    return true;
  }

  /** Goes on with the newest events where the window reaches them. */
  private void joinRecent() {
    if (!recent.isEmpty() && recent.getFirst().seq() <= end + 1) {
      for (TimelineEntry entry : recent) {
        if (entry.seq() == end + 1) {
          window.add(entry);
          end++;
        }
      }
    }
  }

  private void showRecent() {
    window.clear();
    end = lastSeq;
    if (shown) {
      window.addAll(recent);
    }
  }

  private void dropFront() {
    if (window.size() > WINDOW) {
      window.subList(0, window.size() - WINDOW).clear();
    }
  }

  private void dropBack() {
    if (window.size() > WINDOW) {
      end -= window.size() - WINDOW;
      window.subList(WINDOW, window.size()).clear();
    }
  }

  private TimelineEntry keepRecent(LoggedEvent event) {
    TimelineEntry entry = enter(event);
    recent.add(entry);
    if (recent.size() > RECENT) {
      recent.removeFirst();
    }
    return entry;
  }

  /** What is in the log is no longer on its way. */
  private TimelineEntry enter(LoggedEvent event) {
    if (event.event() instanceof MessagePosted message && message.author().id().equals(me.id())) {
      pending.remove(message.clientKey());
      settled.add(message.clientKey());
      if (settled.size() > SETTLED) {
        settled.removeFirst();
      }
    }
    return new TimelineEntry(event);
  }

  private PendingMessage pending(OutboxEntry entry, @Nullable PendingMessage known) {
    MessageBody body =
        known != null && known.entry().body().equals(entry.body())
            ? known.body()
            : parser.parse(entry.body());
    return new PendingMessage(entry, body);
  }

  private void changed() {
    stale = true;
    if (batches > 0 || !shown) {
      return;
    }
    stale = false;
    boolean start = !hasOlder() && begin() <= 1;
    TimelineLayout.Setting setting =
        new TimelineLayout.Setting(
            me, zone, parser, start ? roomName : null, divider, unfolded, mayCallAll);
    List<TimelineRow> wanted =
        TimelineLayout.rows(window, atLiveEnd() ? pending.values() : List.of(), setting);
    ListChange.apply(rows, wanted, TimelineRow::key);
  }
}
