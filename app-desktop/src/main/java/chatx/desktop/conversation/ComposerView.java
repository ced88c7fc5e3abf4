package chatx.desktop.conversation;

import chatx.desktop.ui.EmojiImages;
import chatx.desktop.ui.Icons;
import chatx.desktop.ui.Shortcut;
import chatx.desktop.ui.Texts;
import java.util.function.BooleanSupplier;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.TraversalDirection;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** Where messages are written. */
final class ComposerView extends VBox {
  private static final PseudoClass OVER = PseudoClass.getPseudoClass("over");
  private static final PseudoClass FIELD_FOCUSED = PseudoClass.getPseudoClass("field-focused");

  private final ComposerViewModel viewModel;
  private final Texts texts;
  private final BooleanSupplier enterSends;
  private final MessageField field;
  private final Label refusal = new Label();
  private final Button take = new Button();
  private final HBox refusalBar = new HBox();
  private final Label counter = new Label();
  private final Button emojiButton;
  private final Button sendButton;
  private final CompletionView completion;
  private Runnable sent = () -> {};
  private Runnable emoji = () -> {};

  ComposerView(
      ComposerViewModel viewModel, Texts texts, EmojiImages images, BooleanSupplier enterSends) {
    this.viewModel = viewModel;
    this.texts = texts;
    this.enterSends = enterSends;
    field = new MessageField(viewModel::takes);
    field.setId("composer");
    field.setAccessibleText(texts.get("conversation.composer"));
    field.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
    field.textProperty().bindBidirectional(viewModel.textProperty());
    field.caretPositionProperty().subscribe(at -> viewModel.caretProperty().set(at.intValue()));
    viewModel.caretProperty().subscribe(at -> moveCaret(at.intValue()));
    HBox.setHgrow(field, Priority.ALWAYS);

    emojiButton = Icons.button(Feather.SMILE, texts.get("conversation.emoji"));
    emojiButton.setId("composer-emoji");
    emojiButton.setOnAction(_ -> emoji.run());
    sendButton = Icons.button(Feather.SEND, texts.get("conversation.send"));
    sendButton.setId("composer-send");
    sendButton.getStyleClass().add("composer-send");
    sendButton.disableProperty().bind(viewModel.sendableProperty().not());
    sendButton.setOnAction(_ -> send());
    var box = new HBox(field, emojiButton, sendButton);
    box.getStyleClass().add("composer-box");
    box.setAlignment(Pos.BOTTOM_LEFT);
    field
        .focusedProperty()
        .subscribe(focused -> box.pseudoClassStateChanged(FIELD_FOCUSED, focused));

    refusalBar.getStyleClass().addAll("problem", "composer-refusal");
    refusal.setWrapText(true);
    refusal.setGraphic(Icons.of(Feather.ALERT_CIRCLE));
    refusal.setMaxWidth(Double.MAX_VALUE);
    refusal.setMinWidth(0);
    refusal.setMinHeight(Region.USE_PREF_SIZE);
    HBox.setHgrow(refusal, Priority.ALWAYS);
    take.setId("composer-take-beginning");
    take.getStyleClass().addAll("flat", "accent", "row-link");
    take.setMinWidth(Region.USE_PREF_SIZE);
    take.setOnAction(_ -> {
      viewModel.takeBeginning();
      field.requestFocus();
    });
    var close = Icons.button(Feather.X, texts.get("dialog.close"));
    close.setId("composer-drop-refusal");
    close.setOnAction(_ -> {
      viewModel.dropRefusal();
      field.requestFocus();
    });
    refusalBar.getChildren().setAll(refusal, take, close);
    refusalBar.setAlignment(Pos.CENTER_LEFT);
    refusalBar.managedProperty().bind(refusalBar.visibleProperty());
    viewModel.refusalProperty().subscribe(this::showRefusal);

    counter.setId("composer-counter");
    counter.getStyleClass().add("composer-counter");
    counter.setMaxWidth(Double.MAX_VALUE);
    counter.setAlignment(Pos.CENTER_RIGHT);
    counter.managedProperty().bind(counter.visibleProperty());
    viewModel.leftProperty().subscribe(left -> count(left.intValue()));

    completion = new CompletionView(viewModel, texts, images);
    getStyleClass().add("composer");
    getChildren().setAll(refusalBar, box, counter);
  }

  /** To be put above the timeline, at its bottom. */
  Region completionPane() {
    return completion;
  }

  /** What else happens when a message was sent, and when an emoji is wanted. */
  void on(Runnable sent, Runnable emoji) {
    this.sent = sent;
    this.emoji = emoji;
  }

  void focusField() {
    field.requestFocus();
  }

  MessageField field() {
    return field;
  }

  /** Who is written to. */
  void prompt(String words) {
    field.setPromptText(words);
  }

  private void send() {
    if (viewModel.send()) {
      sent.run();
    }
    field.requestFocus();
  }

  private void moveCaret(int at) {
    if (field.getCaretPosition() != at && at <= field.getLength()) {
      field.positionCaret(at);
    }
  }

  private void pressed(KeyEvent event) {
    if (Shortcut.EMOJI.matches(event)) {
      event.consume();
      emoji.run();
    } else if (!viewModel.completionProperty().get().isEmpty() && completes(event)) {
      event.consume();
    } else if (event.getCode() == KeyCode.ENTER && !event.isAltDown()) {
      event.consume();
      boolean changed = event.isShiftDown() || event.isShortcutDown();
      if (changed == enterSends.getAsBoolean()) {
        field.replaceSelection("\n");
      } else {
        send();
      }
    } else if (event.getCode() == KeyCode.TAB && !event.isShortcutDown() && !event.isAltDown()) {
      event.consume();
      var _ =
          field.requestFocusTraversal(
              event.isShiftDown() ? TraversalDirection.PREVIOUS : TraversalDirection.NEXT);
    }
  }

  private boolean completes(KeyEvent event) {
    if (event.isShortcutDown() || event.isAltDown() || event.isShiftDown()) {
      return false;
    }
    switch (event.getCode()) {
      case UP -> viewModel.moveChoice(-1);
      case DOWN -> viewModel.moveChoice(1);
      case TAB, ENTER -> viewModel.accept();
      case ESCAPE -> viewModel.dismiss();
      default -> {
        return false;
      }
    }
    return true;
  }

  private void showRefusal(Refusal now) {
    refusalBar.setVisible(!(now instanceof Refusal.None));
    take.setVisible(now instanceof Refusal.PastedTooLong);
    take.setManaged(take.isVisible());
    switch (now) {
      case Refusal.None() -> {}
      case Refusal.TooLong(var over, var limit) ->
          refusal.setText(texts.get("conversation.too_long", over, limit));
      case Refusal.PastedTooLong(var pasted, var limit) -> {
        refusal.setText(texts.get("conversation.pasted_too_long", pasted.length(), limit));
        take.setText(texts.get("conversation.take_beginning"));
      }
      case Refusal.NotTaken(var words) -> refusal.setText(words);
    }
  }

  private void count(int left) {
    counter.setVisible(left <= ComposerViewModel.COUNTED);
    counter.setText(
        left < 0
            ? texts.get("conversation.over_limit", -left)
            : texts.get("conversation.left", left));
    counter.pseudoClassStateChanged(OVER, left < 0);
  }
}
