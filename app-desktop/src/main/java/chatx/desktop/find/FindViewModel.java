package chatx.desktop.find;

import chatx.desktop.model.MemberModel;
import chatx.desktop.model.Outcome;
import chatx.desktop.model.RoomModel;
import chatx.desktop.ui.SafeText;
import chatx.desktop.ui.Texts;
import chatx.protocol.EntryKind;
import chatx.protocol.HistoryFilter;
import chatx.protocol.HistoryPage;
import chatx.protocol.Limits;
import chatx.protocol.LoggedEvent;
import chatx.protocol.Member;
import chatx.protocol.MemberPage;
import chatx.protocol.MessagePosted;
import chatx.protocol.Problem;
import chatx.protocol.ProblemCode;
import chatx.protocol.ReadHistory;
import chatx.protocol.UserSummary;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/**
 * Looking for messages of the open room by text, author and days; the newest first. FX thread only.
 */
public final class FindViewModel {
  private static final int PAGE = 50;

  /** How a search stands. */
  enum Stage {
    /** Nothing was looked for yet. */
    ASKING,
    SEARCHING,
    SHOWN,
    NOTHING
  }

  /** Goes to a message. */
  @FunctionalInterface
  public interface Jump {
    void to(RoomModel room, long seq);
  }

  /** What is asked page after page. */
  private record Search(RoomModel room, HistoryFilter filter) {}

  private final Texts texts;
  private final ZoneId zone;
  private final Jump jump;
  private final StringProperty text = new SimpleStringProperty("");
  private final StringProperty author = new SimpleStringProperty("");
  private final ObjectProperty<@Nullable LocalDate> from = new SimpleObjectProperty<>(null);
  private final ObjectProperty<@Nullable LocalDate> until = new SimpleObjectProperty<>(null);
  private final ReadOnlyObjectWrapper<@Nullable RoomModel> room = new ReadOnlyObjectWrapper<>(null);
  private final ReadOnlyObjectWrapper<Stage> stage = new ReadOnlyObjectWrapper<>(Stage.ASKING);
  private final ReadOnlyBooleanWrapper more = new ReadOnlyBooleanWrapper();
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
  private final ObservableList<Found> found = FXCollections.observableArrayList();
  private final ObservableList<Found> shownFound = FXCollections.unmodifiableObservableList(found);

  private @Nullable Search search;
  private int searches;

  /** The zone decides where days begin. */
  public FindViewModel(Texts texts, ZoneId zone, Jump jump) {
    this.texts = texts;
    this.zone = zone;
    this.jump = jump;
  }

  /** Looks in that room from now on, with empty fields; null for none. */
  public void show(@Nullable RoomModel shown) {
    room.set(shown);
    text.set("");
    author.set("");
    from.set(null);
    until.set(null);
    forget();
  }

  public ReadOnlyObjectProperty<@Nullable RoomModel> roomProperty() {
    return room.getReadOnlyProperty();
  }

  StringProperty textProperty() {
    return text;
  }

  /** A member's name or shown name. */
  StringProperty authorProperty() {
    return author;
  }

  /** The first day; null for the room's beginning. */
  ObjectProperty<@Nullable LocalDate> fromProperty() {
    return from;
  }

  /** The last day; null for today. */
  ObjectProperty<@Nullable LocalDate> untilProperty() {
    return until;
  }

  ReadOnlyObjectProperty<Stage> stageProperty() {
    return stage.getReadOnlyProperty();
  }

  /** Whether older messages match, too. */
  ReadOnlyBooleanProperty moreProperty() {
    return more.getReadOnlyProperty();
  }

  /** What is in the way and what to do; empty for nothing. */
  ReadOnlyStringProperty problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /** The newest first. */
  ObservableList<Found> found() {
    return shownFound;
  }

  /** Looks for what the fields say. */
  void search() {
    RoomModel shown = room.get();
    if (shown == null) {
      return;
    }
    forget();
    String wanted = text.get().strip();
    String who = author.get().strip();
    LocalDate first = from.get();
    LocalDate last = until.get();
    if (wanted.isEmpty() && who.isEmpty() && first == null && last == null) {
      problem.set(texts.get("find.nothing_given"));
    } else if (wanted.codePointCount(0, wanted.length()) > Limits.HISTORY_TEXT
        || who.codePointCount(0, who.length()) > Limits.LIST_QUERY) {
      problem.set(texts.problem(ProblemCode.QUERY_TOO_LONG, null));
    } else if (first != null && last != null && last.isBefore(first)) {
      problem.set(texts.get("find.days_reversed"));
    } else if (who.isEmpty()) {
      start(shown, null);
    } else {
      withAuthor(shown, who.startsWith("@") ? who.substring(1) : who);
    }
  }

  /** The next older page. */
  void loadMore() {
    Search now = search;
    if (now != null && more.get() && stage.get() != Stage.SEARCHING && !found.isEmpty()) {
      ask(now, found.getLast().seq());
    }
  }

  void open(Found message) {
    RoomModel shown = room.get();
    if (shown != null) {
      jump.to(shown, message.seq());
    }
  }

  private void forget() {
    searches++;
    search = null;
    found.clear();
    more.set(false);
    problem.set("");
    stage.set(Stage.ASKING);
  }

  private void withAuthor(RoomModel shown, String who) {
    Optional<UserSummary> known = named(shown.members().stream().map(MemberModel::user), who);
    if (known.isPresent()) {
      start(shown, known.get());
      return;
    }
    int mine = searches;
    stage.set(Stage.SEARCHING);
    var _ =
        shown
            .server()
            .listMembers(shown.id(), who, null)
            .thenAccept(outcome -> {
              if (mine != searches) {
                return;
              }
              stage.set(Stage.ASKING);
              switch (outcome) {
                case Outcome.Refused<MemberPage>(Problem refusal) -> refused(refusal);
                case Outcome.Done<MemberPage>(MemberPage page) ->
                    named(page.members().stream().map(Member::user), who)
                        .ifPresentOrElse(
                            user -> start(shown, user),
                            () -> problem.set(texts.get("find.no_such_author", who)));
              }
            });
  }

  /** Whose name that is; else the only one whose name begins so. */
  private static Optional<UserSummary> named(Stream<UserSummary> users, String who) {
    List<UserSummary> beginning =
        users.filter(user -> begins(user.name(), who) || begins(user.displayName(), who)).toList();
    return beginning.stream()
        .filter(
            user -> user.name().equalsIgnoreCase(who) || user.displayName().equalsIgnoreCase(who))
        .findFirst()
        .or(() -> beginning.size() == 1 ? Optional.of(beginning.getFirst()) : Optional.empty());
  }

  private static boolean begins(String name, String who) {
    return name.regionMatches(true, 0, who, 0, who.length());
  }

  private void start(RoomModel shown, @Nullable UserSummary who) {
    String wanted = text.get().strip();
    LocalDate last = until.get();
    var filter =
        new HistoryFilter(
            who == null ? null : who.id(),
            startOf(from.get()),
            startOf(last == null ? null : last.plusDays(1)),
            List.of(EntryKind.MESSAGE),
            wanted.isEmpty() ? null : wanted);
    var now = new Search(shown, filter);
    search = now;
    ask(now, null);
  }

  private @Nullable Instant startOf(@Nullable LocalDate day) {
    return day == null ? null : day.atStartOfDay(zone).toInstant();
  }

  private void ask(Search now, @Nullable Long before) {
    int mine = searches;
    stage.set(Stage.SEARCHING);
    problem.set("");
    var _ =
        now.room()
            .server()
            .readHistory(new ReadHistory(now.room().id(), before, null, null, PAGE, now.filter()))
            .thenAccept(outcome -> {
              if (mine == searches) {
                answered(now, outcome);
              }
            });
  }

  private void answered(Search now, Outcome<HistoryPage> outcome) {
    switch (outcome) {
      case Outcome.Done<HistoryPage>(HistoryPage page) -> {
        String wanted = now.filter().text() == null ? "" : now.filter().text();
        List<Found> hits = new ArrayList<>();
        for (LoggedEvent logged : page.entries()) {
          if (logged.event() instanceof MessagePosted message) {
            hits.add(
                Found.of(
                    logged.seq(),
                    message.author(),
                    logged.at(),
                    SafeText.oneLine(message.body()),
                    wanted));
          }
        }
        Collections.reverse(hits);
        found.addAll(hits);
        more.set(page.hasMoreBefore());
      }
      case Outcome.Refused<HistoryPage>(Problem refusal) -> refused(refusal);
    }
    stage.set(
        !found.isEmpty() ? Stage.SHOWN : problem.get().isEmpty() ? Stage.NOTHING : Stage.ASKING);
  }

  private void refused(Problem refusal) {
    problem.set(texts.problem(refusal.code(), refusal.retryAfterMs()));
  }
}
