package chatx.desktop.conversation;

import chatx.desktop.model.RoomModel;
import chatx.desktop.model.Span;
import chatx.desktop.model.TimelineRow;
import chatx.desktop.ui.Icons;
import chatx.desktop.ui.KeyMap;
import chatx.desktop.ui.SafeText;
import chatx.desktop.ui.Shortcut;
import chatx.desktop.ui.Texts;
import chatx.desktop.ui.Theme;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.animation.PauseTransition;
import javafx.beans.InvalidationListener;
import javafx.collections.FXCollections;
import javafx.geometry.Insets;
import javafx.geometry.Point2D;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/**
 * A room's conversation: header, rows, and the composer; or a sentence when no room is open.
 *
 * <p>It is longer than most because it is the one place where these parts know of each other.
 */
public final class ConversationView extends StackPane {
  private static final Duration SLOW = Duration.millis(300);

  /** Of what was read already, in pixels. */
  private static final double ABOVE_NEW = 96;

  private final ConversationViewModel viewModel;
  private final Texts texts;
  private final TimelineView timeline;
  private final ComposerView composer;
  private final RoomHeader header;
  private final ShareCard share;
  private final LinkQuestion links;
  private final EmojiPicker picker;
  private final Button jump = new Button();
  private final Label loading = new Label();
  private final PauseTransition slow = new PauseTransition(SLOW);
  private final MessageMenu menu;
  private final VBox column = new VBox();
  private final Node empty;
  private final InvalidationListener firstRows = _ -> placeReader();
  private Subscription room = Subscription.EMPTY;
  private @Nullable RoomModel shown;
  private boolean placed;

  /** Shows whatever room the view model does. */
  public ConversationView(ConversationViewModel viewModel, ConversationTools tools) {
    this.viewModel = viewModel;
    texts = tools.texts();
    var words = new RowWords(texts, tools.clock());
    var actions = new Actions();
    menu = new MessageMenu(texts, actions);
    timeline =
        new TimelineView(
            new RowFactory(texts, words, tools.emoji(), actions), words, tools.look(), actions);
    timeline.setId("timeline");
    composer = new ComposerView(viewModel.composer(), texts, tools.emoji(), viewModel::enterSends);
    header = new RoomHeader(texts);
    share = new ShareCard(texts);
    links = new LinkQuestion(tools.dialogs(), texts, tools.browser());
    picker = new EmojiPicker(texts, tools.emoji(), this::picked, this::closePicker);
    empty = empty();

    getStyleClass().add("conversation");
    getStylesheets().add(Theme.css(ConversationView.class, "conversation.css"));
    column.getChildren().setAll(header, shareSlot(), rows(), composer);
    column.setMinWidth(0);
    getChildren().setAll(column, empty);
    setMinWidth(0);

    composer.on(this::toEnd, this::togglePicker);
    composer.field().addEventHandler(KeyEvent.KEY_PRESSED, this::scrollFromComposer);
    timeline.addEventHandler(KeyEvent.KEY_TYPED, this::typed);
    addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
    timeline.atEndProperty().subscribe(this::endSeen);
    composer.completionPane().visibleProperty().subscribe(this::showJump);
    picker.visibleProperty().subscribe(this::showJump);
    viewModel.onReveal(this::reveal);
    viewModel.roomProperty().subscribe(this::show);
  }

  /** What features put beside the room's name, such as its menu. */
  public void actions(Node... nodes) {
    header.actions(nodes);
  }

  public void onToggleMembers(Runnable toggle) {
    header.onToggleMembers(toggle);
  }

  /**
   * Where this room can be reached.
   *
   * @param addresses as a person would type them; none where nobody else can
   * @param safetyPhrase what the others see, too, when they come for the first time
   * @param visible whether people on the same network find it by themselves
   */
  public void share(List<String> addresses, String safetyPhrase, boolean visible) {
    share.show(addresses, safetyPhrase, visible);
  }

  /** What to do when the person has it seen on the network or not. */
  public void onVisible(Consumer<Boolean> then) {
    share.onVisible(then);
  }

  /** What to do when the person wants to invite others to the room. */
  public void onInvite(Runnable then) {
    share.onInvite(then);
  }

  /** This room is somewhere else, or cannot be reached now. */
  public void shareNothing() {
    share.hide();
  }

  public void focusComposer() {
    composer.focusField();
  }

  public void focusTimeline() {
    timeline.requestFocus();
  }

  private Node rows() {
    jump.setId("jump-latest");
    jump.getStyleClass().addAll("jump-latest", "accent");
    jump.setGraphic(Icons.of(Feather.ARROW_DOWN));
    jump.setOnAction(_ -> {
      toEnd();
      composer.focusField();
    });
    jump.setVisible(false);
    loading.setText(texts.get("conversation.loading"));
    loading.getStyleClass().add("loading");
    loading.setVisible(false);
    slow.setOnFinished(_ -> loading.setVisible(true));
    var overlay = new StackPane(timeline, loading, trouble(), jump, picker);
    var completion = composer.completionPane();
    overlay.getChildren().add(completion);
    StackPane.setAlignment(loading, Pos.TOP_CENTER);
    StackPane.setMargin(loading, new Insets(8));
    StackPane.setAlignment(jump, Pos.BOTTOM_CENTER);
    StackPane.setMargin(jump, new Insets(8));
    StackPane.setAlignment(completion, Pos.BOTTOM_LEFT);
    StackPane.setMargin(completion, new Insets(8, 16, 4, 16));
    StackPane.setAlignment(picker, Pos.BOTTOM_RIGHT);
    StackPane.setMargin(picker, new Insets(8, 16, 4, 16));
    overlay.setMinSize(0, 0);
    VBox.setVgrow(overlay, Priority.ALWAYS);
    return overlay;
  }

  private Node trouble() {
    var words = new Label();
    words.setWrapText(true);
    words.setMinWidth(0);
    words.textProperty().bind(viewModel.troubleProperty());
    words.setGraphic(Icons.of(Feather.ALERT_CIRCLE));
    HBox.setHgrow(words, Priority.ALWAYS);
    var again = new Button(texts.get("conversation.retry"));
    again.setId("load-again");
    again.getStyleClass().addAll("flat", "accent", "row-link");
    again.setMinWidth(Region.USE_PREF_SIZE);
    again.setOnAction(_ -> {
      viewModel.tryAgain();
      timeline.requestLayout();
    });
    var bar = new HBox(words, again);
    bar.setId("load-trouble");
    bar.setAlignment(Pos.CENTER_LEFT);
    bar.getStyleClass().addAll("problem", "load-trouble");
    bar.setMaxSize(560, Region.USE_PREF_SIZE);
    bar.visibleProperty().bind(viewModel.troubleProperty().isNotEmpty());
    StackPane.setAlignment(bar, Pos.TOP_CENTER);
    StackPane.setMargin(bar, new Insets(8, 16, 8, 16));
    return bar;
  }

  private Node shareSlot() {
    var slot = new VBox(share);
    slot.managedProperty().bind(share.visibleProperty());
    slot.setPadding(new Insets(8, 16, 8, 16));
    return slot;
  }

  private Node empty() {
    var title = new Label(texts.get("conversation.no_room_title"));
    title.getStyleClass().add("heading");
    var text = new Label(texts.get("conversation.no_room_text", KeyMap.display(Shortcut.SWITCHER)));
    text.getStyleClass().add("muted");
    text.setWrapText(true);
    var state = new VBox(Icons.of(Feather.MESSAGE_SQUARE), title, text);
    state.getStyleClass().add("empty-state");
    state.setId("no-room");
    return state;
  }

  private void show(@Nullable RoomModel opened) {
    room.unsubscribe();
    room = Subscription.EMPTY;
    if (shown != null) {
      shown.timeline().rows().removeListener(firstRows);
    }
    shown = opened;
    picker.setVisible(false);
    slow.stop();
    loading.setVisible(false);
    header.show(opened);
    column.setVisible(opened != null);
    empty.setVisible(opened == null);
    var edges = new TimelineView.Edges(viewModel::live, viewModel::nearStart, viewModel::nearEnd);
    if (opened == null) {
      timeline.show(FXCollections.observableArrayList(), edges);
      return;
    }
    timeline.show(opened.timeline().rows(), edges);
    placed = false;
    placeReader();
    if (!placed) {
      opened.timeline().rows().addListener(firstRows);
    }
    room =
        Subscription.combine(
            opened.nameProperty().subscribe(this::prompt),
            opened.unreadProperty().subscribe(_ -> showJump()),
            opened.loadingOlderProperty().subscribe(this::showLoading));
  }

  /** At what is new, if something is; once, when there are rows. */
  private void placeReader() {
    var opened = shown;
    if (opened != null && !placed && !opened.timeline().rows().isEmpty()) {
      placed = true;
      opened.timeline().rows().removeListener(firstRows);
      boolean _ = timeline.show(new TimelineRow.NewMessages().key(), ABOVE_NEW);
    }
  }

  private void prompt(String name) {
    composer.prompt(texts.get("conversation.composer_prompt", SafeText.oneLine(name)));
  }

  private void showLoading(boolean older) {
    if (older) {
      slow.playFromStart();
    } else {
      slow.stop();
      loading.setVisible(false);
    }
  }

  private void endSeen(boolean atEnd) {
    viewModel.atEnd(atEnd);
    showJump();
  }

  private void showJump() {
    int unread = shown == null ? 0 : shown.unreadProperty().get();
    jump.setVisible(
        shown != null
            && timeline.size() > 0
            && !timeline.atEndProperty().get()
            && !composer.completionPane().isVisible()
            && !picker.isVisible());
    jump.setText(
        unread > 0
            ? texts.get("conversation.jump_new", unread)
            : texts.get("conversation.jump_latest"));
  }

  private void toEnd() {
    viewModel.jumpToLatest();
    timeline.showEnd();
  }

  private void reveal(String key) {
    boolean _ = timeline.reveal(key);
  }

  private void togglePicker() {
    if (picker.isVisible()) {
      closePicker();
    } else {
      openEmoji();
    }
  }

  void openEmoji() {
    picker.open(viewModel.emoji(), viewModel.recentEmoji());
  }

  private void picked(EmojiCatalog.Entry entry) {
    closePicker();
    viewModel.insert(entry);
  }

  private void closePicker() {
    picker.setVisible(false);
    composer.focusField();
  }

  private void pressed(KeyEvent event) {
    if (Shortcut.LATEST_MESSAGE.matches(event)) {
      toEnd();
    } else if (Shortcut.FIRST_MESSAGE.matches(event)) {
      viewModel.jumpTo(1);
    } else if (Shortcut.MARK_READ.matches(event)) {
      if (timeline.isFocused() && !timeline.selection().isEmpty()) {
        timeline.selection().clear();
        timeline.paintSelection();
      } else {
        viewModel.markRead();
        toEnd();
        composer.focusField();
      }
    } else {
      return;
    }
    event.consume();
  }

  private void scrollFromComposer(KeyEvent event) {
    if (Shortcut.OLDER.matches(event) || Shortcut.NEWER.matches(event)) {
      timeline.page(Shortcut.OLDER.matches(event) ? -1 : 1);
      event.consume();
    }
  }

  /** Whoever types while reading means the composer. */
  private void typed(KeyEvent event) {
    String letters = event.getCharacter();
    if (timeline.isFocused()
        && !event.isShortcutDown()
        && !event.isAltDown()
        && !letters.isEmpty()
        && !Character.isISOControl(letters.charAt(0))) {
      event.consume();
      composer.focusField();
      viewModel.composer().insert(letters);
    }
  }

  private final class Actions implements RowActions {
    @Override
    public void openLink(Span.Link link) {
      links.ask(link);
    }

    @Override
    public void copy(String text) {
      SelectionMouse.put(text);
    }

    @Override
    public void retry(TimelineRow.Message message) {
      viewModel.retry(message);
    }

    @Override
    public void delete(TimelineRow.Message message) {
      viewModel.delete(message);
    }

    @Override
    public void toggle(TimelineRow.Notices notices) {
      viewModel.toggle(notices);
    }

    @Override
    public void unfold(TimelineRow.Message message) {
      timeline.toggleFold(message.key());
    }

    @Override
    public void menu(TimelineRow.Message message, Optional<Span.Link> link, Point2D screen) {
      menu.show(timeline, screen, message, link, timeline.selection().text());
    }
  }
}
