package chatx.desktop.model;

import chatx.desktop.storage.RoomMarks;
import chatx.desktop.storage.RoomSnapshot;
import chatx.protocol.EntryKind;
import chatx.protocol.HistoryFilter;
import chatx.protocol.HistoryPage;
import chatx.protocol.LoggedEvent;
import chatx.protocol.MessagePosted;
import chatx.protocol.ReadHistory;
import chatx.protocol.RoomId;
import chatx.protocol.UserId;
import java.util.List;
import java.util.Set;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import org.jspecify.annotations.Nullable;

/**
 * What of a room is unread, and the marks that say so: counted as messages come, and anew where not
 * all of them were seen. FX thread only.
 */
final class Unread {
  /** So many messages are counted anew; a badge shows no more. */
  private static final int MOST_COUNTED = 200;

  private final RoomModel.Home home;
  private final RoomId room;
  private final UserId me;
  private final ReadOnlyIntegerWrapper count = new ReadOnlyIntegerWrapper();
  private final ReadOnlyIntegerWrapper mentions = new ReadOnlyIntegerWrapper();
  private RoomMarks marks;
  private Set<UserId> mayCallAll = Set.of();

  /** Whether the count may be too small, because not every unread event was seen. */
  private boolean incomplete;

  /** Came since it was last told. */
  private int arrived;

  private int arrivedMentions;
  private @Nullable MessagePosted newest;

  Unread(RoomModel.Home home, RoomId room) {
    this.home = home;
    this.room = room;
    this.me = home.server().me().id();
    this.marks = home.memory().marks(room);
  }

  ReadOnlyIntegerProperty countProperty() {
    return count.getReadOnlyProperty();
  }

  ReadOnlyIntegerProperty mentionsProperty() {
    return mentions.getReadOnlyProperty();
  }

  RoomMarks marks() {
    return marks;
  }

  void marks(RoomMarks changed) {
    marks = changed;
    home.memory().marks(room, changed);
  }

  long readSeq() {
    return marks.readSeq();
  }

  /**
   * Who calls everybody when they write so.
   *
   * @return whether these are others than before
   */
  boolean mayCallAll(Set<UserId> users) {
    boolean others = !users.equals(mayCallAll);
    mayCallAll = Set.copyOf(users);
    return others;
  }

  void restored(RoomSnapshot snapshot) {
    int others = 0;
    int calls = 0;
    for (LoggedEvent event : snapshot.recent()) {
      if (event.seq() > readSeq() && isOthers(event)) {
        others++;
        calls += calls((MessagePosted) event.event()) ? 1 : 0;
      }
    }
    counts(others, calls);
    incomplete = snapshot.state().lastSeq() - snapshot.recent().size() > readSeq();
  }

  /** The person just came here: nothing before is unread. */
  void entered(long lastSeq) {
    if (readSeq() == 0) {
      marks(marks.read(lastSeq));
    } else {
      incomplete = readSeq() < lastSeq;
    }
  }

  /** The server came back from a backup, and with another past. */
  void setBack(long lastSeq) {
    marks(new RoomMarks(lastSeq, marks.favourite(), marks.muted()));
    counts(0, 0);
  }

  /** Events were not told. */
  void missed() {
    incomplete = true;
  }

  void posted(long seq, MessagePosted message) {
    if (message.author().id().equals(me)) {
      // Whoever answers has read what was there.
      readUpTo(seq);
      return;
    }
    if (seq <= readSeq()) {
      return;
    }
    boolean calls = calls(message);
    counts(count.get() + 1, mentions.get() + (calls ? 1 : 0));
    arrived++;
    arrivedMentions += calls ? 1 : 0;
    newest = message;
  }

  void readUpTo(long seq) {
    if (seq > readSeq()) {
      marks(marks.read(seq));
    }
    incomplete = false;
    arrived = 0;
    arrivedMentions = 0;
    counts(0, 0);
  }

  /** Tells the server of what came and is unread, once. */
  void tellArrived(RoomModel told) {
    MessagePosted last = newest;
    int messages = arrived;
    int calls = arrivedMentions;
    newest = null;
    arrived = 0;
    arrivedMentions = 0;
    if (messages > 0 && last != null) {
      home.server().arrived(told, last, messages, calls);
    }
  }

  /** Counts anew what may not have been seen; needs a connection. */
  void complete(long until) {
    if (!incomplete) {
      return;
    }
    incomplete = false;
    long mark = readSeq();
    int countBefore = count.get();
    int mentionsBefore = mentions.get();
    HistoryFilter messages = new HistoryFilter(null, null, null, List.of(EntryKind.MESSAGE), null);
    var _ =
        home.asking()
            .ask(new ReadHistory(room, null, mark, null, MOST_COUNTED, messages), HistoryPage.class)
            .thenAccept(outcome -> {
              switch (outcome) {
                case Outcome.Done<HistoryPage>(HistoryPage page) -> {
                  if (readSeq() == mark) {
                    int others = 0;
                    int calls = 0;
                    for (LoggedEvent event : page.entries()) {
                      if (event.seq() <= until && isOthers(event)) {
                        others++;
                        calls += calls((MessagePosted) event.event()) ? 1 : 0;
                      }
                    }
                    counts(
                        count.get() - countBefore + others,
                        mentions.get() - mentionsBefore + calls);
                  }
                }
                case Outcome.Refused<HistoryPage> _ -> incomplete = true;
              }
            });
  }

  private boolean isOthers(LoggedEvent event) {
    return event.event() instanceof MessagePosted message && !message.author().id().equals(me);
  }

  private boolean calls(MessagePosted message) {
    if (message.body().indexOf('@') < 0) {
      return false;
    }
    MessageBody body = home.server().parser().parse(message.body());
    return body.mentionsMe() || (body.mentionsAll() && mayCallAll.contains(message.author().id()));
  }

  private void counts(int others, int calls) {
    if (count.get() != others || mentions.get() != calls) {
      count.set(Math.max(0, others));
      mentions.set(Math.max(0, calls));
      home.server().countsChanged();
    }
  }
}
