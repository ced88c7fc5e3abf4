package chatx.desktop.model;

import chatx.desktop.storage.OutboxState;
import chatx.protocol.DurableEvent;
import chatx.protocol.LoggedEvent;
import chatx.protocol.MemberBanned;
import chatx.protocol.MemberJoined;
import chatx.protocol.MemberKicked;
import chatx.protocol.MemberLeft;
import chatx.protocol.MessagePosted;
import chatx.protocol.PasswordChanged;
import chatx.protocol.RoleChanged;
import chatx.protocol.RoomCreated;
import chatx.protocol.RoomRenamed;
import chatx.protocol.TopicChanged;
import chatx.protocol.UnknownEvent;
import chatx.protocol.UserId;
import chatx.protocol.UserSummary;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Makes rows of events: the same events in the same setting always give the same rows. */
final class TimelineLayout {
  /** Messages of one author that are no further apart stand under one name. */
  static final Duration GROUP = Duration.ofMinutes(5);

  /**
   * What rows depend on beside the events.
   *
   * @param start the room's name where its beginning is in the window
   * @param divider what was unread when the room was opened
   * @param unfolded the numbers of notices that a person unfolded
   * @param mayCallAll whose {@code @room} counts
   */
  record Setting(
      UserSummary me,
      ZoneId zone,
      MessageParser parser,
      @Nullable String start,
      @Nullable Divider divider,
      Set<Long> unfolded,
      Predicate<UserId> mayCallAll) {}

  /**
   * The unread part of a room at one moment.
   *
   * @param after the newest event that was read then
   * @param until the newest event there was then
   */
  record Divider(long after, long until) {}

  private final Setting setting;
  private final List<TimelineRow> rows = new ArrayList<>();
  private final List<Notice> notices = new ArrayList<>();
  private @Nullable LocalDate day;
  private TimelineRow.@Nullable Message previous;
  private boolean divided;

  private TimelineLayout(Setting setting) {
    this.setting = setting;
  }

  /**
   * The rows of a window.
   *
   * @param entries dense and in order
   * @param pending own messages behind them, in order
   */
  static List<TimelineRow> rows(
      List<TimelineEntry> entries, Iterable<PendingMessage> pending, Setting setting) {
    TimelineLayout layout = new TimelineLayout(setting);
    if (setting.start() != null) {
      layout.rows.add(new TimelineRow.Start(setting.start()));
    }
    // A divider belongs in front of the first unread event; when that one is not in the window, it
    // would stand too low.
    Divider divider = setting.divider();
    layout.divided =
        divider == null
            || (!entries.isEmpty()
                && entries.getFirst().seq() > divider.after() + 1
                && setting.start() == null);
    for (TimelineEntry entry : entries) {
      layout.add(entry);
    }
    layout.endNotices();
    for (PendingMessage message : pending) {
      layout.add(message);
    }
    return layout.rows;
  }

  private void add(TimelineEntry entry) {
    LoggedEvent logged = entry.logged();
    switch (logged.event()) {
      case MessagePosted message -> {
        boolean mine = message.author().id().equals(setting.me().id());
        MessageBody body = entry.body(message, setting.parser());
        boolean called =
            body.mentionsMe()
                || (body.mentionsAll() && setting.mayCallAll().test(message.author().id()));
        separate(logged, message.author().id());
        endNotices();
        message(
            new TimelineRow.Message(
                logged.seq(),
                message.author(),
                logged.at(),
                body,
                true,
                mine,
                called && !mine,
                Delivery.SENT,
                message.clientKey(),
                null));
      }
      case RoomCreated event -> notice(logged, event, event.by());
      case RoomRenamed event -> notice(logged, event, event.by());
      case TopicChanged event -> notice(logged, event, event.by());
      case PasswordChanged event -> notice(logged, event, event.by());
      case RoleChanged event -> notice(logged, event, event.by());
      case MemberJoined event -> notice(logged, event, event.user());
      case MemberLeft event -> notice(logged, event, event.user());
      case MemberKicked event -> notice(logged, event, event.by());
      case MemberBanned event -> notice(logged, event, event.by());
      case UnknownEvent _ -> {
        // A newer server's; it has its number and nothing that could be shown.
      }
    }
  }

  private void add(PendingMessage message) {
    Instant at = message.entry().writtenAt();
    day(at);
    endNotices();
    message(
        new TimelineRow.Message(
            0,
            setting.me(),
            at,
            message.body(),
            true,
            true,
            false,
            delivery(message.entry().state()),
            message.entry().key(),
            message.entry().problem()));
  }

  private static Delivery delivery(OutboxState state) {
    return switch (state) {
      case QUEUED -> Delivery.QUEUED;
      case SENDING -> Delivery.SENDING;
      case FAILED -> Delivery.FAILED;
      case ACCEPTED, REMOVED -> Delivery.SENT;
    };
  }

  private void message(TimelineRow.Message row) {
    TimelineRow.Message before = previous;
    boolean first =
        before == null
            || !before.author().id().equals(row.author().id())
            || !before.author().displayName().equals(row.author().displayName())
            || Duration.between(before.at(), row.at()).abs().compareTo(GROUP) > 0;
    TimelineRow.Message placed =
        first
            ? row
            : new TimelineRow.Message(
                row.seq(),
                row.author(),
                row.at(),
                row.body(),
                false,
                row.mine(),
                row.mentionsMe(),
                row.delivery(),
                row.clientKey(),
                row.problem());
    rows.add(placed);
    previous = placed;
  }

  private void notice(LoggedEvent logged, DurableEvent event, UserSummary by) {
    separate(logged, by.id());
    notices.add(new Notice(logged.seq(), logged.at(), event));
    previous = null;
  }

  /** Puts the day and the divider in front of an event where they belong there. */
  private void separate(LoggedEvent logged, UserId by) {
    day(logged.at());
    Divider divider = setting.divider();
    if (!divided
        && divider != null
        && logged.seq() > divider.after()
        && !by.equals(setting.me().id())) {
      divided = true;
      if (logged.seq() <= divider.until()) {
        endNotices();
        rows.add(new TimelineRow.NewMessages());
        previous = null;
      }
    }
  }

  /** A clock that was set back makes no second row of a day. */
  private void day(Instant at) {
    LocalDate date = at.atZone(setting.zone()).toLocalDate();
    if (day == null || date.isAfter(day)) {
      endNotices();
      day = date;
      rows.add(new TimelineRow.Day(date));
      previous = null;
    }
  }

  private void endNotices() {
    if (!notices.isEmpty()) {
      boolean expanded =
          notices.size() <= TimelineRow.Notices.UNFOLDED
              || notices.stream().anyMatch(notice -> setting.unfolded().contains(notice.seq()));
      rows.add(new TimelineRow.Notices(List.copyOf(notices), expanded));
      notices.clear();
    }
  }
}
