package chatx.desktop.conversation;

import java.util.function.BiPredicate;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextFormatter;
import javafx.scene.input.Clipboard;
import javafx.scene.text.Text;

/** A field that grows with its text from one line to eight, and never takes more than it bears. */
final class MessageField extends TextArea {
  static final int LINES = 8;

  /** Longer texts have eight lines for sure, and measuring them would cost. */
  private static final int MEASURED = 4_000;

  private final BiPredicate<String, Integer> takes;
  private final Text measure = new Text();
  private double lineHeight;

  /**
   * @param takes whether a text may go in, in place of so many characters
   */
  MessageField(BiPredicate<String, Integer> takes) {
    this.takes = takes;
    setWrapText(true);
    setPrefRowCount(1);
    getStyleClass().add("message-field");
    setTextFormatter(new TextFormatter<>(this::bounded));
    textProperty().subscribe(this::grow);
    widthProperty().subscribe(this::grow);
    fontProperty().subscribe(this::grow);
    insetsProperty().subscribe(this::grow);
    skinProperty().subscribe(this::grow);
  }

  /** A text that is too long does not even reach the field. */
  @Override
  public void paste() {
    String pasted = Clipboard.getSystemClipboard().getString();
    if (pasted != null && takes.test(pasted, getSelection().getLength())) {
      replaceSelection(pasted);
    }
  }

  /** Whatever way a text comes, dropped or by an input method. */
  private TextFormatter.Change bounded(TextFormatter.Change change) {
    int replaced = change.getRangeEnd() - change.getRangeStart();
    if (change.isAdded() && !takes.test(change.getText(), replaced)) {
      change.setText("");
      change.setRange(change.getRangeStart(), change.getRangeStart());
      change.selectRange(change.getControlAnchor(), change.getControlCaretPosition());
    }
    return change;
  }

  /** Lines as they are shown, at most {@link #LINES}. */
  int lines() {
    String text = getText();
    if (text.isEmpty() || getWidth() <= 0) {
      return 1;
    }
    if (text.length() > MEASURED) {
      return LINES;
    }
    measure.setWrappingWidth(Math.max(1, getWidth() - sides()));
    measure.setText(text);
    return Math.clamp(Math.round(measure.getLayoutBounds().getHeight() / lineHeight), 1, LINES);
  }

  private void grow() {
    measure.setFont(getFont());
    measure.setWrappingWidth(0);
    measure.setText("X");
    lineHeight = measure.getLayoutBounds().getHeight();
    int lines = lines();
    double height = Math.ceil(lines * lineHeight) + PADDING * 2 + 2;
    if (lookup(".scroll-pane") instanceof ScrollPane scroll) {
      scroll.setVbarPolicy(
          lines < LINES ? ScrollPane.ScrollBarPolicy.NEVER : ScrollPane.ScrollBarPolicy.AS_NEEDED);
      scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    }
    setMinHeight(height);
    setPrefHeight(height);
    setMaxHeight(height);
  }

  /** The style sheet gives the content the same, in pixels. */
  private static final double PADDING = 8;

  private static double sides() {
    return PADDING * 2 + 4;
  }
}
