package chatx.desktop.roomactions;

import chatx.desktop.model.Outcome;
import chatx.desktop.model.RoomModel;
import chatx.desktop.ui.SafeText;
import chatx.desktop.ui.Texts;
import chatx.protocol.Done;
import chatx.protocol.Limits;
import chatx.protocol.MemberRole;
import chatx.protocol.Problem;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/** A room's name, topic and password, and the end of it. FX thread only. */
public final class RoomActionsViewModel {
  /** What can be changed, each with its own answer. */
  enum Part {
    NAME,
    TOPIC,
    PASSWORD
  }

  private final Texts texts;
  private final RoomModel room;
  private final StringProperty name = new SimpleStringProperty();
  private final StringProperty topic = new SimpleStringProperty();
  private final StringProperty password = new SimpleStringProperty("");
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
  private final Map<Part, ReadOnlyStringWrapper> problems = new EnumMap<>(Part.class);
  private final Map<Part, ReadOnlyStringWrapper> notes = new EnumMap<>(Part.class);

  public RoomActionsViewModel(Texts texts, RoomModel room) {
    this.texts = texts;
    this.room = room;
    name.set(room.name());
    topic.set(room.topicProperty().get());
    for (Part part : Part.values()) {
      problems.put(part, new ReadOnlyStringWrapper(""));
      notes.put(part, new ReadOnlyStringWrapper(""));
    }
  }

  RoomModel room() {
    return room;
  }

  /** Fit to be shown. */
  String shownName() {
    return SafeText.oneLine(room.name());
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

  ReadOnlyBooleanProperty busyProperty() {
    return busy.getReadOnlyProperty();
  }

  /** What is wrong with that part and what to do; empty for nothing. */
  ReadOnlyStringProperty problemProperty(Part part) {
    return problem(part).getReadOnlyProperty();
  }

  /** That it was done; empty while it was not. */
  ReadOnlyStringProperty noteProperty(Part part) {
    return note(part).getReadOnlyProperty();
  }

  /** Name and topic. */
  boolean mayDescribe() {
    return room.myRoleProperty().get() != MemberRole.MEMBER;
  }

  /** The password, and the end of the room. */
  boolean mayOwn() {
    return room.myRoleProperty().get() == MemberRole.OWNER;
  }

  /** An owner hands the room over, or deletes it; nobody else has to. */
  boolean mayLeave() {
    return !mayOwn();
  }

  void rename() {
    String wanted = name.get().strip();
    if (wanted.isEmpty()) {
      wrong(Part.NAME, texts.get("roomactions.name_missing"));
    } else if (points(wanted) > Limits.ROOM_NAME) {
      wrong(Part.NAME, texts.get("roomactions.too_long", Limits.ROOM_NAME));
    } else {
      change(
          Part.NAME,
          texts.get("roomactions.name_saved"),
          () -> room.server().renameRoom(room.id(), wanted));
    }
  }

  void setTopic() {
    String wanted = topic.get().strip();
    if (points(wanted) > Limits.TOPIC) {
      wrong(Part.TOPIC, texts.get("roomactions.too_long", Limits.TOPIC));
    } else {
      change(
          Part.TOPIC,
          texts.get("roomactions.topic_saved"),
          () -> room.server().setTopic(room.id(), wanted));
    }
  }

  void setPassword() {
    String wanted = password.get();
    if (points(wanted) < Limits.ROOM_PASSWORD_MIN) {
      wrong(Part.PASSWORD, texts.get("roomactions.password_short", Limits.ROOM_PASSWORD_MIN));
    } else {
      changePassword(wanted, texts.get("roomactions.password_saved"));
    }
  }

  /** Everybody can join from then on. */
  void removePassword() {
    changePassword(null, texts.get("roomactions.password_removed"));
  }

  /** Ends the membership; answers what went wrong and what to do, in words. */
  CompletableFuture<Optional<String>> leave() {
    return room.server().leaveRoom(room.id()).thenApply(this::inTheWay);
  }

  /** For ever, with all that was said in it; answers what went wrong and what to do, in words. */
  CompletableFuture<Optional<String>> delete() {
    return room.server().deleteRoom(room.id()).thenApply(this::inTheWay);
  }

  private void changePassword(@Nullable String wanted, String done) {
    change(Part.PASSWORD, done, () -> room.server().setRoomPassword(room.id(), wanted));
  }

  private void change(Part part, String done, Supplier<CompletableFuture<Outcome<Done>>> command) {
    if (busy.get()) {
      return;
    }
    problem(part).set("");
    note(part).set("");
    busy.set(true);
    var _ =
        command
            .get()
            .thenAccept(outcome -> {
              busy.set(false);
              Optional<String> wrong = inTheWay(outcome);
              if (wrong.isPresent()) {
                problem(part).set(wrong.get());
              } else {
                note(part).set(done);
                if (part == Part.PASSWORD) {
                  password.set("");
                }
              }
            });
  }

  private void wrong(Part part, String words) {
    note(part).set("");
    problem(part).set(words);
  }

  private Optional<String> inTheWay(Outcome<Done> outcome) {
    return switch (outcome) {
      case Outcome.Done<Done> _ -> Optional.empty();
      case Outcome.Refused<Done>(Problem refusal) ->
          Optional.of(texts.problem(refusal.code(), refusal.retryAfterMs()));
    };
  }

  private ReadOnlyStringWrapper problem(Part part) {
    return Objects.requireNonNull(problems.get(part));
  }

  private ReadOnlyStringWrapper note(Part part) {
    return Objects.requireNonNull(notes.get(part));
  }

  private static int points(String text) {
    return text.codePointCount(0, text.length());
  }
}
