package chatx.desktop.ui;

import java.util.ArrayDeque;
import java.util.Deque;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/**
 * Questions and forms in front of the window, in its own scene. Its {@link #layer} lies above the
 * content of the window. FX thread only.
 */
public final class Dialogs {
  private final Texts texts;
  private final StackPane layer = new StackPane();
  private final Deque<Dialog> open = new ArrayDeque<>();

  public Dialogs(Texts texts) {
    this.texts = texts;
    layer.getStyleClass().add("dialog-layer");
    layer.setVisible(false);
    layer.managedProperty().bind(layer.visibleProperty());
  }

  /** To be put above everything that a dialog covers. */
  public StackPane layer() {
    return layer;
  }

  /** A panel that is not shown yet: give it actions, then {@link Dialog#show} it. */
  public Dialog panel(String title, Node body) {
    return new Dialog(this, texts, title, body);
  }

  /** Asks before something that matters. */
  public Dialog confirm(String title, String text, String action, Runnable then) {
    Dialog dialog = panel(title, paragraph(text));
    dialog.cancel();
    dialog.action(action, () -> closeThen(dialog, then));
    return dialog.show();
  }

  /** Asks before something that cannot be undone. */
  public Dialog confirmDanger(String title, String text, String action, Runnable then) {
    Dialog dialog = panel(title, paragraph(text));
    dialog.cancel();
    dialog.danger(action, () -> closeThen(dialog, then));
    return dialog.show();
  }

  /** Asks for the name of what will be gone; only then the button works. */
  public Dialog confirmTyped(
      String title, String text, String expected, String action, Runnable then) {
    var field = new TextField();
    field.setId("dialog-typed");
    var label = new Label(texts.get("dialog.type_to_confirm", SafeText.oneLine(expected)));
    label.setWrapText(true);
    label.setLabelFor(field);
    label.getStyleClass().add("field-label");
    var body = new VBox(paragraph(text), new VBox(label, field));
    body.getStyleClass().add("dialog-form");
    Dialog dialog = panel(title, body);
    dialog.cancel();
    var button = dialog.danger(action, () -> closeThen(dialog, then));
    button
        .disableProperty()
        .bind(field.textProperty().map(typed -> !typed.strip().equals(expected)));
    return dialog.focusOn(field).show();
  }

  /** Says what happened and what to do next. */
  public Dialog error(String title, String text) {
    Dialog dialog = panel(title, paragraph(text));
    dialog.action(texts.get("dialog.ok"), dialog::close);
    return dialog.show();
  }

  public boolean isOpen() {
    return !open.isEmpty();
  }

  /** The same, and nothing while a dialog is in front. */
  public Runnable unlessOpen(Runnable action) {
    return () -> {
      if (!isOpen()) {
        action.run();
      }
    };
  }

  /** Closes the one in front, as Esc does. */
  public void closeTop() {
    Dialog top = open.peek();
    if (top != null) {
      top.close();
    }
  }

  static Label paragraph(String text) {
    var label = new Label(text);
    label.setWrapText(true);
    label.getStyleClass().add("dialog-text");
    return label;
  }

  void shown(Dialog dialog) {
    open.push(dialog);
    layer.getChildren().add(dialog.scrim());
    layer.setVisible(true);
  }

  void closed(Dialog dialog) {
    open.remove(dialog);
    layer.getChildren().remove(dialog.scrim());
    layer.setVisible(isOpen());
  }

  boolean isTop(Dialog dialog) {
    return dialog.equals(open.peek());
  }

  private static void closeThen(Dialog dialog, Runnable then) {
    dialog.close();
    then.run();
  }
}
