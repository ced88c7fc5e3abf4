package chatx.desktop.conversation;

import chatx.desktop.conversation.Completion.Sources;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** A message that is being written. FX thread only. */
final class ComposerViewModel {
  /** Code points left from which on the counter shows. */
  static final int COUNTED = 200;

  /** UTF-16 units beyond the limit up to which a text can be edited until it fits. */
  private static final int BEYOND = 8_192;

  private final StringProperty text = new SimpleStringProperty("");
  private final IntegerProperty caret = new SimpleIntegerProperty();
  private final ReadOnlyIntegerWrapper left = new ReadOnlyIntegerWrapper();
  private final ReadOnlyBooleanWrapper sendable = new ReadOnlyBooleanWrapper();
  private final ReadOnlyObjectWrapper<Refusal> refusal =
      new ReadOnlyObjectWrapper<>(new Refusal.None());
  private final ReadOnlyObjectWrapper<Completion> completion =
      new ReadOnlyObjectWrapper<>(Completion.NONE);
  private final Supplier<Sources> sources;
  private Function<String, CompletableFuture<Optional<String>>> post =
      _ -> CompletableFuture.completedFuture(Optional.empty());
  private Consumer<String> draft = _ -> {};
  private int limit;
  private int dismissedAt = -1;
  private int opened;

  /** The sources are asked whenever a word may be completed. */
  ComposerViewModel(int limit, Supplier<Sources> sources) {
    this.limit = limit;
    this.sources = sources;
    left.set(limit);
    text.subscribe(this::edited);
    caret.subscribe(this::suggest);
  }

  /**
   * Goes on with another room's draft.
   *
   * @param post takes a message; answers on the FX thread with why not, in words
   * @param draft takes what is written whenever it changes
   */
  void open(
      String written,
      Consumer<String> draft,
      Function<String, CompletableFuture<Optional<String>>> post) {
    opened++;
    this.draft = _ -> {};
    this.post = post;
    dismissedAt = -1;
    refusal.set(new Refusal.None());
    text.set(written);
    caret.set(written.length());
    completion.set(Completion.NONE);
    this.draft = draft;
  }

  StringProperty textProperty() {
    return text;
  }

  /** UTF-16 units of the text in front of the caret. */
  IntegerProperty caretProperty() {
    return caret;
  }

  /** Code points that may still be written; negative when it is too long. */
  ReadOnlyIntegerProperty leftProperty() {
    return left.getReadOnlyProperty();
  }

  /** Whether there is something to send. */
  ReadOnlyBooleanProperty sendableProperty() {
    return sendable.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<Refusal> refusalProperty() {
    return refusal.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<Completion> completionProperty() {
    return completion.getReadOnlyProperty();
  }

  /** The longest message of the server, in code points. */
  void limit(int limit) {
    this.limit = limit;
    edited();
  }

  /** UTF-16 units that the field takes at most. */
  int ceiling() {
    return limit * 2 + BEYOND;
  }

  /** Sends what is written; a text that is refused stays, or comes back. */
  boolean send() {
    String message = text.get().strip();
    if (message.isEmpty()) {
      return false;
    }
    int over = message.codePointCount(0, message.length()) - limit;
    if (over > 0) {
      refusal.set(new Refusal.TooLong(over, limit));
      return false;
    }
    int room = opened;
    var keep = draft;
    text.set("");
    caret.set(0);
    refusal.set(new Refusal.None());
    var _ =
        post.apply(message)
            .thenAccept(refused -> refused.ifPresent(why -> takeBack(message, why, room, keep)));
    return true;
  }

  /** Puts a text in place of the characters from {@code from} to before {@code to}. */
  void replace(int from, int to, String with) {
    String before = text.get();
    text.set(before.substring(0, from) + with + before.substring(to));
    caret.set(from + with.length());
  }

  /** At the caret. */
  void insert(String more) {
    replace(caret.get(), caret.get(), more);
  }

  /**
   * Whether a pasted text may go into the field in place of so many characters; else it is kept
   * aside and a person is asked.
   */
  boolean takes(String pasted, int replaced) {
    if (text.get().length() - replaced + pasted.length() <= ceiling()) {
      return true;
    }
    refusal.set(new Refusal.PastedTooLong(pasted, limit));
    return false;
  }

  /** Takes as much of a pasted text as still fits into a message. */
  void takeBeginning() {
    if (refusal.get() instanceof Refusal.PastedTooLong(var pasted, _)) {
      refusal.set(new Refusal.None());
      String before = text.get();
      int room = Math.max(0, limit - before.codePointCount(0, before.length()));
      int points = Math.min(room, pasted.codePointCount(0, Math.min(pasted.length(), room * 2)));
      insert(pasted.substring(0, pasted.offsetByCodePoints(0, points)).replace("\r", ""));
    }
  }

  void dropRefusal() {
    refusal.set(new Refusal.None());
  }

  void moveChoice(int by) {
    completion.set(completion.get().move(by));
  }

  /** Puts the chosen suggestion in place of the word. */
  void accept() {
    var offered = completion.get();
    if (!offered.isEmpty()) {
      completion.set(Completion.NONE);
      replace(offered.start(), caret.get(), offered.suggestions().get(offered.chosen()).insert());
      completion.set(Completion.NONE);
    }
  }

  void accept(int index) {
    completion.set(completion.get().choose(index));
    accept();
  }

  /** No suggestions for this word any more. */
  void dismiss() {
    dismissedAt = completion.get().isEmpty() ? -1 : completion.get().start();
    completion.set(Completion.NONE);
  }

  /** Nothing that was written is lost, also when the person is elsewhere by now. */
  private void takeBack(String message, String why, int room, Consumer<String> keep) {
    if (room != opened) {
      keep.accept(message);
      return;
    }
    String since = text.get();
    String all = since.isEmpty() ? message : message + "\n" + since;
    text.set(all);
    caret.set(all.length());
    refusal.set(new Refusal.NotTaken(why));
  }

  private void edited() {
    String now = text.get();
    String message = now.strip();
    left.set(limit - message.codePointCount(0, message.length()));
    sendable.set(!message.isEmpty());
    switch (refusal.get()) {
      case Refusal.TooLong _ when left.get() < 0 ->
          refusal.set(new Refusal.TooLong(-left.get(), limit));
      case Refusal.TooLong _, Refusal.NotTaken _ -> refusal.set(new Refusal.None());
      case Refusal.None _, Refusal.PastedTooLong _ -> {}
    }
    draft.accept(now);
    suggest();
  }

  private void suggest() {
    int at = Math.min(caret.get(), text.get().length());
    var found = Completion.at(text.get(), at, sources.get());
    if (found.isEmpty()) {
      completion.set(Completion.NONE);
      if (at <= dismissedAt) {
        dismissedAt = -1;
      }
    } else if (found.start() != dismissedAt) {
      dismissedAt = -1;
      completion.set(found);
    }
  }
}
