package chatx.desktop.browse;

import chatx.desktop.model.Outcome;
import chatx.desktop.model.RoomModel;
import chatx.desktop.model.ServerModel;
import chatx.desktop.ui.Texts;
import chatx.protocol.Limits;
import chatx.protocol.Problem;
import chatx.protocol.ProblemCode;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** A new room, public or private. FX thread only. */
public final class CreateRoomViewModel {
  /** Where a problem is shown. */
  enum Place {
    NAME,
    TOPIC,
    PASSWORD,
    WHOLE
  }

  private final Texts texts;
  private final ServerModel server;
  private final Consumer<RoomModel> opened;
  private final StringProperty name = new SimpleStringProperty("");
  private final StringProperty topic = new SimpleStringProperty("");
  private final StringProperty password = new SimpleStringProperty("");
  private final BooleanProperty isPrivate = new SimpleBooleanProperty();
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper done = new ReadOnlyBooleanWrapper();
  private final Map<Place, ReadOnlyStringWrapper> problems = new EnumMap<>(Place.class);

  /** {@code opened} is told the new room. */
  public CreateRoomViewModel(Texts texts, ServerModel server, Consumer<RoomModel> opened) {
    this.texts = texts;
    this.server = server;
    this.opened = opened;
    for (Place place : Place.values()) {
      problems.put(place, new ReadOnlyStringWrapper(""));
    }
  }

  StringProperty nameProperty() {
    return name;
  }

  StringProperty topicProperty() {
    return topic;
  }

  StringProperty passwordProperty() {
    return password;
  }

  BooleanProperty privateProperty() {
    return isPrivate;
  }

  ReadOnlyBooleanProperty busyProperty() {
    return busy.getReadOnlyProperty();
  }

  /** Turns true when the room is there. */
  ReadOnlyBooleanProperty doneProperty() {
    return done.getReadOnlyProperty();
  }

  /** What is wrong there and what to do; empty for nothing. */
  ReadOnlyStringProperty problemProperty(Place place) {
    return problem(place).getReadOnlyProperty();
  }

  void create() {
    if (busy.get()) {
      return;
    }
    problems.values().forEach(problem -> problem.set(""));
    String wanted = name.get().strip();
    String about = topic.get().strip();
    String secret = password.get();
    if (wanted.isEmpty()) {
      problem(Place.NAME).set(texts.get("browse.name_missing"));
    } else if (points(wanted) > Limits.ROOM_NAME) {
      problem(Place.NAME).set(texts.get("browse.too_long", Limits.ROOM_NAME));
    } else if (points(about) > Limits.TOPIC) {
      problem(Place.TOPIC).set(texts.get("browse.too_long", Limits.TOPIC));
    } else if (isPrivate.get() && points(secret) < Limits.ROOM_PASSWORD_MIN) {
      problem(Place.PASSWORD).set(texts.get("browse.password_short", Limits.ROOM_PASSWORD_MIN));
    } else {
      busy.set(true);
      var _ =
          server
              .createRoom(wanted, about.isEmpty() ? null : about, isPrivate.get() ? secret : null)
              .thenAccept(this::answered);
    }
  }

  private void answered(Outcome<RoomModel> outcome) {
    busy.set(false);
    switch (outcome) {
      case Outcome.Done<RoomModel>(RoomModel room) -> {
        password.set("");
        done.set(true);
        opened.accept(room);
      }
      case Outcome.Refused<RoomModel>(Problem refusal) ->
          problem(place(refusal)).set(texts.problem(refusal.code(), refusal.retryAfterMs()));
    }
  }

  private ReadOnlyStringWrapper problem(Place place) {
    return Objects.requireNonNull(problems.get(place));
  }

  private static Place place(Problem refusal) {
    String field = refusal.field() == null ? "" : refusal.field();
    if (field.endsWith("password")) {
      return Place.PASSWORD;
    }
    if (field.endsWith("topic")) {
      return Place.TOPIC;
    }
    boolean ofName =
        field.endsWith("name")
            || refusal.code() == ProblemCode.ROOM_EXISTS
            || refusal.code() == ProblemCode.NAME_INVALID
            || refusal.code() == ProblemCode.NAME_TOO_SIMILAR;
    return ofName ? Place.NAME : Place.WHOLE;
  }

  private static int points(String text) {
    return text.codePointCount(0, text.length());
  }
}
