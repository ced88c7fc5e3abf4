package chatx.desktop.browse;

import chatx.desktop.model.Outcome;
import chatx.desktop.model.RoomModel;
import chatx.desktop.model.ServerModel;
import chatx.desktop.ui.SafeText;
import chatx.desktop.ui.Texts;
import chatx.protocol.Limits;
import chatx.protocol.Problem;
import chatx.protocol.ProblemCode;
import chatx.protocol.RoomPage;
import chatx.protocol.RoomSummary;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/**
 * All rooms of a server, a page at a time, and joining one of them. While an answer is on its way
 * typing goes on: only the last text is asked next. FX thread only.
 */
public final class BrowseViewModel {
  private final Texts texts;
  private final ServerModel server;
  private final Consumer<RoomModel> opened;
  private final StringProperty query = new SimpleStringProperty("");
  private final StringProperty password = new SimpleStringProperty("");
  private final ReadOnlyBooleanWrapper searching = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper joining = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper more = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper done = new ReadOnlyBooleanWrapper();
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper passwordProblem = new ReadOnlyStringWrapper("");
  private final ReadOnlyObjectWrapper<@Nullable RoomSummary> locked =
      new ReadOnlyObjectWrapper<>(null);
  private final ObservableList<RoomSummary> rooms = FXCollections.observableArrayList();
  private final ObservableList<RoomSummary> shownRooms =
      FXCollections.unmodifiableObservableList(rooms);

  private @Nullable String cursor;
  private @Nullable String answered;

  /** With its first page on the way; {@code opened} is told the room that was chosen. */
  public BrowseViewModel(Texts texts, ServerModel server, Consumer<RoomModel> opened) {
    this.texts = texts;
    this.server = server;
    this.opened = opened;
    query.subscribe(_ -> search());
  }

  String serverName() {
    return SafeText.oneLine(server.account().serverName());
  }

  StringProperty queryProperty() {
    return query;
  }

  /** By name. */
  ObservableList<RoomSummary> rooms() {
    return shownRooms;
  }

  ReadOnlyBooleanProperty searchingProperty() {
    return searching.getReadOnlyProperty();
  }

  ReadOnlyBooleanProperty joiningProperty() {
    return joining.getReadOnlyProperty();
  }

  /** Whether there is another page. */
  ReadOnlyBooleanProperty moreProperty() {
    return more.getReadOnlyProperty();
  }

  /** Turns true when a room was opened. */
  ReadOnlyBooleanProperty doneProperty() {
    return done.getReadOnlyProperty();
  }

  /** What is in the way and what to do; empty for nothing. */
  ReadOnlyStringProperty problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /** The key of what an empty list says: that rooms are missing is no proof that there are none. */
  String emptyWords() {
    if (searching.get()) {
      return "browse.searching";
    }
    if (!problem.get().isEmpty()) {
      return "browse.not_listed";
    }
    return query.get().isBlank() ? "browse.none" : "browse.nothing";
  }

  /** The private room whose password is asked for; null for none. */
  ReadOnlyObjectProperty<@Nullable RoomSummary> lockedProperty() {
    return locked.getReadOnlyProperty();
  }

  StringProperty passwordProperty() {
    return password;
  }

  ReadOnlyStringProperty passwordProblemProperty() {
    return passwordProblem.getReadOnlyProperty();
  }

  boolean isMine(RoomSummary room) {
    return server.room(room.id()).isPresent();
  }

  /** The first page for what is typed. */
  void search() {
    String wanted = query.get().strip();
    if (searching.get() || wanted.equals(answered)) {
      return;
    }
    if (wanted.codePointCount(0, wanted.length()) > Limits.LIST_QUERY) {
      answered = null;
      problem.set(texts.problem(ProblemCode.QUERY_TOO_LONG, null));
      return;
    }
    load(wanted, null);
  }

  /** Asks once more, after what was in the way. */
  void searchAgain() {
    answered = null;
    search();
  }

  /** The next page, if there is one and none is on its way. */
  void loadMore() {
    if (more.get() && !searching.get() && answered != null) {
      load(answered, cursor);
    }
  }

  /** Opens a room one is in, joins a public one, asks for the password of a private one. */
  void choose(RoomSummary room) {
    Optional<RoomModel> mine = server.room(room.id());
    if (mine.isPresent()) {
      open(mine.get());
    } else if (room.locked()) {
      askPassword(room);
    } else {
      join(room, null);
    }
  }

  /** Joins the private room with what was typed. */
  void joinLocked() {
    RoomSummary room = locked.get();
    if (room == null) {
      return;
    }
    if (password.get().isEmpty()) {
      passwordProblem.set(texts.problem(ProblemCode.ROOM_PASSWORD_NEEDED, null));
    } else {
      join(room, password.get());
    }
  }

  /** Back to the list. */
  void forgetLocked() {
    locked.set(null);
    password.set("");
    passwordProblem.set("");
  }

  private void askPassword(RoomSummary room) {
    password.set("");
    passwordProblem.set("");
    locked.set(room);
  }

  private void load(String wanted, @Nullable String from) {
    searching.set(true);
    var _ =
        server
            .listRooms(wanted.isEmpty() ? null : wanted, from)
            .thenAccept(outcome -> answered(wanted, from, outcome));
  }

  private void answered(String wanted, @Nullable String from, Outcome<RoomPage> outcome) {
    searching.set(false);
    answered = wanted;
    switch (outcome) {
      case Outcome.Done<RoomPage>(RoomPage page) -> {
        problem.set("");
        if (from == null) {
          rooms.setAll(page.rooms());
        } else {
          rooms.addAll(page.rooms());
        }
        cursor = page.nextCursor();
        more.set(cursor != null);
      }
      case Outcome.Refused<RoomPage>(Problem refusal) -> problem.set(words(refusal));
    }
    search();
  }

  private void join(RoomSummary room, @Nullable String secret) {
    if (joining.get()) {
      return;
    }
    joining.set(true);
    problem.set("");
    passwordProblem.set("");
    var _ =
        server
            .joinRoom(room.id(), secret)
            .thenAccept(outcome -> {
              joining.set(false);
              switch (outcome) {
                case Outcome.Done<RoomModel>(RoomModel joined) -> open(joined);
                case Outcome.Refused<RoomModel>(Problem refusal) -> refused(room, refusal);
              }
            });
  }

  private void refused(RoomSummary room, Problem refusal) {
    boolean asked = room.equals(locked.get());
    if (!asked && refusal.code() == ProblemCode.ROOM_PASSWORD_NEEDED) {
      // It became private since the list was read.
      askPassword(room);
    } else if (asked) {
      passwordProblem.set(words(refusal));
    } else {
      problem.set(texts.get("browse.not_joined", SafeText.oneLine(room.name()), words(refusal)));
    }
  }

  private void open(RoomModel room) {
    password.set("");
    done.set(true);
    opened.accept(room);
  }

  private String words(Problem refusal) {
    return texts.problem(refusal.code(), refusal.retryAfterMs());
  }
}
