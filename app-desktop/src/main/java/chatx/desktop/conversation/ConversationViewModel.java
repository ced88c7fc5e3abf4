package chatx.desktop.conversation;

import chatx.desktop.model.Outcome;
import chatx.desktop.model.RoomModel;
import chatx.desktop.model.TimelineRow;
import chatx.desktop.session.ConnectionState;
import chatx.desktop.storage.OutboxState;
import chatx.desktop.storage.Preference;
import chatx.desktop.storage.Preferences;
import chatx.desktop.ui.Texts;
import chatx.desktop.ui.Work;
import chatx.protocol.HistoryPage;
import chatx.protocol.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/** The open room: its rows, where the reader is in them, and what is being written. FX thread. */
public final class ConversationViewModel {
  /** The longest message of a server that has not been reached yet, in code points. */
  static final int LIMIT = 4_000;

  /** Emoji used lately, the last one first. */
  static final Preference<List<String>> RECENT_EMOJI =
      Preference.of(
          "recentEmoji",
          List.of(),
          emoji -> String.join(" ", emoji),
          text ->
              Optional.of(
                  Stream.of(text.split(" ", -1)).filter(emoji -> !emoji.isBlank()).toList()));

  private static final int RECENT = 16;

  private final Texts texts;
  private final Preferences preferences;
  private final ComposerViewModel composer;
  private final ReadOnlyObjectWrapper<@Nullable RoomModel> room = new ReadOnlyObjectWrapper<>(null);
  private final ReadOnlyStringWrapper trouble = new ReadOnlyStringWrapper("");
  private Consumer<String> reveal = _ -> {};
  private EmojiCatalog emoji = EmojiCatalog.EMPTY;
  private Subscription connection = Subscription.EMPTY;

  /** The work loads the names of emoji. */
  public ConversationViewModel(Texts texts, Preferences preferences, Work work) {
    this.texts = texts;
    this.preferences = preferences;
    composer = new ComposerViewModel(LIMIT, this::sources);
    work.run(EmojiCatalog::load, loaded -> emoji = loaded);
  }

  /** Shows a room that its model has opened; null for none. */
  public void show(@Nullable RoomModel opened) {
    connection.unsubscribe();
    connection = Subscription.EMPTY;
    trouble.set("");
    if (opened == null) {
      composer.open("", _ -> {}, _ -> CompletableFuture.completedFuture(Optional.empty()));
    } else {
      composer.open(opened.draft(), opened::draft, message -> post(opened, message));
      connection = opened.server().connectionProperty().subscribe(this::connected);
    }
    room.set(opened);
  }

  /** The open room; null for none. */
  public ReadOnlyObjectProperty<@Nullable RoomModel> roomProperty() {
    return room.getReadOnlyProperty();
  }

  /** Why rows are missing, in words; empty for nothing. */
  ReadOnlyStringProperty troubleProperty() {
    return trouble.getReadOnlyProperty();
  }

  ComposerViewModel composer() {
    return composer;
  }

  boolean enterSends() {
    return preferences.get(Preferences.ENTER_SENDS);
  }

  EmojiCatalog emoji() {
    return emoji;
  }

  List<String> recentEmoji() {
    return preferences.get(RECENT_EMOJI);
  }

  /** Puts an emoji into the text, and in front of those used lately. */
  void insert(EmojiCatalog.Entry entry) {
    composer.insert(entry.typed() + " ");
    var recent = new ArrayList<>(recentEmoji());
    recent.remove(entry.sequence());
    recent.addFirst(entry.sequence());
    preferences.set(RECENT_EMOJI, List.copyOf(recent.subList(0, Math.min(RECENT, recent.size()))));
  }

  /** Told the key of a row to bring to the screen and to light up. */
  void onReveal(Consumer<String> listener) {
    reveal = listener;
  }

  boolean live() {
    var open = room.get();
    return open == null || open.timeline().atLiveEnd();
  }

  /** The first loaded row is near; asks for a page unless the last one was refused. */
  void nearStart() {
    var open = room.get();
    if (open != null && trouble.get().isEmpty()) {
      loaded(open, open.loadOlder());
    }
  }

  void nearEnd() {
    var open = room.get();
    if (open != null && trouble.get().isEmpty()) {
      loaded(open, open.loadNewer());
    }
  }

  /** Pages are asked for again. */
  void tryAgain() {
    trouble.set("");
    var open = room.get();
    if (open != null && open.timeline().size() == 0) {
      loaded(open, open.jumpToLatest());
    }
  }

  /** Whether the newest message is on the screen; reading is the model's business. */
  void atEnd(boolean yes) {
    var open = room.get();
    if (open != null) {
      open.bottomVisible(yes);
    }
  }

  /** Loads what is around an event, shows it and lights it up for a moment. */
  public void jumpTo(long seq) {
    var open = room.get();
    if (open != null) {
      var _ =
          open.jumpTo(seq)
              .thenAccept(outcome -> {
                if (open.equals(room.get())) {
                  revealed(open, seq, outcome);
                }
              });
    }
  }

  /** The room's newest messages; the view goes to their end. */
  void jumpToLatest() {
    var open = room.get();
    if (open != null) {
      loaded(open, open.jumpToLatest());
    }
  }

  /** Everything is read, and the divider goes. */
  void markRead() {
    var open = room.get();
    if (open != null) {
      open.dismissUnread();
    }
  }

  void retry(TimelineRow.Message message) {
    var open = room.get();
    if (open != null) {
      open.server().retry(message.clientKey());
    }
  }

  void delete(TimelineRow.Message message) {
    var open = room.get();
    if (open != null) {
      open.server().discard(message.clientKey());
    }
  }

  void toggle(TimelineRow.Notices notices) {
    var open = room.get();
    if (open != null) {
      open.timeline().toggle(notices);
    }
  }

  private void revealed(RoomModel open, long seq, Outcome<HistoryPage> outcome) {
    switch (outcome) {
      case Outcome.Done<HistoryPage> _ -> {
        int row = open.timeline().indexOf(seq);
        if (row >= 0) {
          reveal.accept(open.timeline().rows().get(row).key());
        } else {
          trouble.set(texts.get("conversation.not_there"));
        }
      }
      case Outcome.Refused<HistoryPage>(var problem) -> trouble.set(words(problem));
    }
  }

  private void loaded(RoomModel from, CompletableFuture<Outcome<HistoryPage>> page) {
    var _ =
        page.thenAccept(outcome -> {
          if (from.equals(room.get())
              && outcome instanceof Outcome.Refused<HistoryPage>(var problem)) {
            trouble.set(words(problem));
          }
        });
  }

  private CompletableFuture<Optional<String>> post(RoomModel to, String message) {
    return to.send(message)
        .thenApply(entry -> {
          var problem = entry.problem();
          return entry.state() == OutboxState.FAILED && problem != null
              ? Optional.of(texts.get("problem." + problem.code().wireName()))
              : Optional.empty();
        });
  }

  private void connected(ConnectionState state) {
    if (state instanceof ConnectionState.Online(var server)) {
      composer.limit(server.maxMessageLength());
      trouble.set("");
    }
  }

  private String words(Problem problem) {
    return texts.get("conversation.not_loaded", texts.get("problem." + problem.code().wireName()));
  }

  private Completion.Sources sources() {
    var open = room.get();
    return open == null
        ? new Completion.Sources(List.of(), List.of(), emoji)
        : new Completion.Sources(
            open.members(), open.server().rooms().stream().map(RoomModel::name).toList(), emoji);
  }
}
