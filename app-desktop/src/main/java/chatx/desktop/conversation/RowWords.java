package chatx.desktop.conversation;

import chatx.desktop.model.Notice;
import chatx.desktop.model.TimelineRow;
import chatx.desktop.ui.SafeText;
import chatx.desktop.ui.Texts;
import chatx.protocol.MemberBanned;
import chatx.protocol.MemberJoined;
import chatx.protocol.MemberKicked;
import chatx.protocol.MemberLeft;
import chatx.protocol.MessagePosted;
import chatx.protocol.PasswordChanged;
import chatx.protocol.Problem;
import chatx.protocol.RoleChanged;
import chatx.protocol.RoomCreated;
import chatx.protocol.RoomRenamed;
import chatx.protocol.TopicChanged;
import chatx.protocol.UnknownEvent;
import chatx.protocol.UserSummary;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How rows are put into words of the person's language and time zone. Immutable. */
final class RowWords {
  private final Texts texts;
  private final Clock clock;
  private final DateTimeFormatter time;
  private final DateTimeFormatter date;
  private final DateTimeFormatter full;

  /** The clock says what today is, and in which zone. */
  RowWords(Texts texts, Clock clock) {
    this.texts = texts;
    this.clock = clock;
    time = DateTimeFormatter.ofPattern("HH:mm", texts.locale()).withZone(clock.getZone());
    date = DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL).withLocale(texts.locale());
    full =
        DateTimeFormatter.ofLocalizedDateTime(FormatStyle.FULL, FormatStyle.MEDIUM)
            .withLocale(texts.locale())
            .withZone(clock.getZone());
  }

  String time(Instant at) {
    return time.format(at);
  }

  /** Date and time with seconds, for tooltips. */
  String full(Instant at) {
    return full.format(at);
  }

  String day(LocalDate day) {
    var today = LocalDate.now(clock);
    if (day.equals(today)) {
      return texts.get("conversation.today");
    }
    return day.equals(today.minusDays(1)) ? texts.get("conversation.yesterday") : date.format(day);
  }

  String author(TimelineRow.Message message) {
    return name(message.author());
  }

  String problem(Problem problem) {
    return texts.get("problem." + problem.code().wireName());
  }

  /** Many notices in one line. */
  String folded(TimelineRow.Notices notices) {
    return texts.get("conversation.notices_folded", notices.notices().size());
  }

  String notice(Notice notice) {
    return switch (notice.event()) {
      case RoomCreated(var by, _, _, _) -> texts.get("conversation.room_created", name(by));
      case RoomRenamed(var by, var name) ->
          texts.get("conversation.room_renamed", name(by), SafeText.oneLine(name));
      case TopicChanged(var by, var topic) ->
          topic.isEmpty()
              ? texts.get("conversation.topic_removed", name(by))
              : texts.get("conversation.topic_changed", name(by), SafeText.oneLine(topic));
      case PasswordChanged(var by, var locked) ->
          texts.get(
              locked ? "conversation.password_set" : "conversation.password_removed", name(by));
      case MemberJoined(var user) -> texts.get("conversation.joined", name(user));
      case MemberLeft(var user) -> texts.get("conversation.left_room", name(user));
      case MemberKicked(var user, var by, var reason) ->
          because(texts.get("conversation.kicked", name(by), name(user)), reason);
      case MemberBanned(var user, var by, var reason) ->
          because(texts.get("conversation.banned", name(by), name(user)), reason);
      case RoleChanged(var user, var role, var by) ->
          texts.get(
              "conversation.role_" + role.name().toLowerCase(Locale.ROOT), name(by), name(user));
      case MessagePosted _, UnknownEvent _ -> "";
    };
  }

  private String because(String sentence, @Nullable String reason) {
    return reason == null || reason.isBlank()
        ? sentence
        : texts.get("conversation.because", sentence, SafeText.oneLine(reason));
  }

  private static String name(UserSummary user) {
    return SafeText.oneLine(user.displayName());
  }
}
