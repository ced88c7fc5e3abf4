package chatx.desktop.ui;

import java.util.Locale;
import javafx.animation.PauseTransition;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/**
 * Short notices in a corner that go by themselves; at most three at a time, the oldest goes first.
 * FX thread only.
 */
public final class Toasts {
  /** What it is about; decides icon and colour. */
  public enum Kind {
    DONE,
    NOTICE,
    WARNING,
    PROBLEM
  }

  private static final int AT_ONCE = 3;
  private static final Duration SHOWN = Duration.seconds(5);
  private static final Duration PROBLEM_SHOWN = Duration.seconds(10);

  private final Texts texts;
  private final VBox stack = new VBox();
  private final StackPane layer = new StackPane(stack);

  public Toasts(Texts texts) {
    this.texts = texts;
    stack.getStyleClass().add("toasts");
    stack.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    StackPane.setAlignment(stack, Pos.BOTTOM_RIGHT);
    layer.setPickOnBounds(false);
  }

  /** To be put above everything else of the window. */
  public StackPane layer() {
    return layer;
  }

  public void show(Kind kind, String text) {
    add(Icons.of(icon(kind)), kind, null, text, null, null);
  }

  /** With one thing to do about it. */
  public void show(Kind kind, String text, String action, Runnable then) {
    add(Icons.of(icon(kind)), kind, null, text, action, then);
  }

  /** A message elsewhere: a picture, a heading and its first words; a click goes there. */
  public void message(Node picture, String heading, String text, Runnable then) {
    add(picture, Kind.NOTICE, heading, text, null, then);
  }

  public void clear() {
    stack.getChildren().clear();
  }

  private void add(
      Node picture,
      Kind kind,
      @Nullable String heading,
      String text,
      @Nullable String action,
      @Nullable Runnable then) {
    var words = new VBox();
    words.getStyleClass().add("toast-words");
    HBox.setHgrow(words, Priority.ALWAYS);
    if (heading != null) {
      var head = new Label(heading);
      head.getStyleClass().add("toast-heading");
      words.getChildren().add(head);
    }
    var label = new Label(text);
    label.setWrapText(true);
    label.getStyleClass().add("toast-text");
    words.getChildren().add(label);
    var toast = new HBox(picture, words);
    toast.getStyleClass().addAll("toast", "toast-" + kind.name().toLowerCase(Locale.ROOT));
    toast.setAlignment(Pos.CENTER_LEFT);
    toast.setAccessibleRole(AccessibleRole.TEXT);
    toast.setAccessibleText(heading == null ? text : heading + ": " + text);
    if (action != null && then != null) {
      var button = new Button(action);
      button.getStyleClass().addAll("flat", "accent");
      button.setMinWidth(Region.USE_PREF_SIZE);
      button.setOnAction(_ -> goThere(toast, then));
      toast.getChildren().add(button);
    } else if (then != null) {
      toast.getStyleClass().add("clickable");
      toast.setOnMouseClicked(_ -> goThere(toast, then));
    }
    var close = Icons.button(Feather.X, texts.get("dialog.close"));
    close.setFocusTraversable(false);
    close.setOnAction(_ -> stack.getChildren().remove(toast));
    toast.getChildren().add(close);
    stack.getChildren().add(toast);
    while (stack.getChildren().size() > AT_ONCE) {
      stack.getChildren().removeFirst();
    }
    goLater(toast, kind);
  }

  private void goLater(Node toast, Kind kind) {
    var pause = new PauseTransition(kind == Kind.PROBLEM ? PROBLEM_SHOWN : SHOWN);
    pause.setOnFinished(_ -> stack.getChildren().remove(toast));
    toast
        .hoverProperty()
        .subscribe(hover -> {
          if (hover) {
            pause.pause();
          } else {
            pause.play();
          }
        });
  }

  private void goThere(Node toast, Runnable then) {
    stack.getChildren().remove(toast);
    then.run();
  }

  private static Feather icon(Kind kind) {
    return switch (kind) {
      case DONE -> Feather.CHECK_CIRCLE;
      case NOTICE -> Feather.MESSAGE_CIRCLE;
      case WARNING -> Feather.ALERT_TRIANGLE;
      case PROBLEM -> Feather.ALERT_CIRCLE;
    };
  }
}
