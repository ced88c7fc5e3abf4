package chatx.desktop.ui;

import java.util.ArrayList;
import java.util.List;
import javafx.application.Platform;
import javafx.beans.value.ChangeListener;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/**
 * One panel in front of the window. The keyboard stays inside while it is open, Esc closes it, and
 * the focus goes back to where it was. FX thread only.
 */
public final class Dialog {
  private static final double WIDTH = 440;
  private static final double WIDE = 720;

  private final Dialogs dialogs;
  private final Texts texts;
  private final VBox panel = new VBox();
  private final StackPane scrim = new StackPane();
  private final HBox buttons = new HBox();
  private final Label problem = new Label();
  private final List<Runnable> afterwards = new ArrayList<>();
  private final ChangeListener<@Nullable Node> focusTrap = (_, _, now) -> keepFocus(now);

  private @Nullable Node focusFirst;
  private @Nullable Button action;
  private @Nullable Node focusBefore;
  private @Nullable Node lastInside;

  Dialog(Dialogs dialogs, Texts texts, String title, Node body) {
    this.dialogs = dialogs;
    this.texts = texts;
    var heading = new Label(title);
    heading.getStyleClass().add("dialog-title");
    heading.setWrapText(true);
    heading.setMinHeight(Region.USE_PREF_SIZE);
    heading.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(heading, Priority.ALWAYS);
    var close = Icons.button(Feather.X, texts.get("dialog.close"));
    close.setId("dialog-close");
    close.setOnAction(_ -> close());
    var head = new HBox(heading, close);
    head.getStyleClass().add("dialog-head");
    var content = new StackPane(body);
    content.getStyleClass().add("dialog-content");
    var scroll = new TextHighScrollPane(content);
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.getStyleClass().addAll("dialog-body", "edge-to-edge");
    scroll.setFocusTraversable(false);
    VBox.setVgrow(scroll, Priority.ALWAYS);
    problem.getStyleClass().add("problem");
    problem.setWrapText(true);
    problem.setMaxWidth(Double.MAX_VALUE);
    problem.setGraphic(Icons.of(Feather.ALERT_CIRCLE));
    problem.setVisible(false);
    problem.managedProperty().bind(problem.visibleProperty());
    buttons.getStyleClass().add("dialog-buttons");
    buttons.setAlignment(Pos.CENTER_RIGHT);
    buttons.setVisible(false);
    buttons.managedProperty().bind(buttons.visibleProperty());
    panel.getChildren().setAll(head, scroll, problem, buttons);
    panel.getStyleClass().add("dialog");
    panel.setMaxSize(WIDTH, Region.USE_PREF_SIZE);
    panel.setAccessibleRole(AccessibleRole.DIALOG);
    panel.setAccessibleText(title);
    scrim.getStyleClass().add("dialog-scrim");
    scrim.getChildren().setAll(panel);
    scrim.addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
    scrim.setOnMousePressed(event -> {
      if (scrim.equals(event.getTarget())) {
        panel.requestFocus();
      }
      event.consume();
    });
  }

  /** For lists and two columns. */
  public Dialog wide() {
    panel.setMaxWidth(WIDE);
    return this;
  }

  /** As tall as the window lets it be, for lists that fill while it is open. */
  public Dialog tall() {
    panel.setMaxHeight(640);
    panel.setPrefHeight(640);
    return this;
  }

  /** Where the focus is when it opens; else the first field of the body, else the action. */
  public Dialog focusOn(Node node) {
    focusFirst = node;
    return this;
  }

  /** Called once after it was closed, by whatever. */
  public Dialog onClosed(Runnable then) {
    afterwards.add(then);
    return this;
  }

  /** The one thing to do here; Enter does it. It does not close the panel by itself. */
  public Button action(String words, Runnable then) {
    Button button = button(words, then);
    button.setDefaultButton(true);
    button.getStyleClass().add("accent");
    action = button;
    return button;
  }

  /** As {@link #action}, for what cannot be undone; Enter does not do it from elsewhere. */
  public Button danger(String words, Runnable then) {
    Button button = button(words, then);
    button.getStyleClass().add("danger");
    return button;
  }

  public Button cancel() {
    Button button = button(texts.get("dialog.cancel"), this::close);
    button.setId("dialog-cancel");
    return button;
  }

  public Button button(String words, Runnable then) {
    var button = new Button(words);
    button.setMinWidth(Region.USE_PREF_SIZE);
    button.setOnAction(_ -> then.run());
    buttons.getChildren().add(button);
    buttons.setVisible(true);
    return button;
  }

  /** Shows what went wrong and what to do, above the buttons; an empty text takes it away. */
  public void problem(String text) {
    problem.setText(text);
    problem.setVisible(!text.isEmpty());
  }

  public Dialog show() {
    Scene scene = dialogs.layer().getScene();
    focusBefore = scene == null ? null : scene.getFocusOwner();
    dialogs.shown(this);
    if (scene != null) {
      scene.focusOwnerProperty().addListener(focusTrap);
    }
    Platform.runLater(this::focusInside);
    return this;
  }

  public void close() {
    Scene scene = scrim.getScene();
    if (scene != null) {
      scene.focusOwnerProperty().removeListener(focusTrap);
    }
    dialogs.closed(this);
    if (focusBefore != null && focusBefore.getScene() != null) {
      focusBefore.requestFocus();
    }
    List<Runnable> then = List.copyOf(afterwards);
    afterwards.clear();
    then.forEach(Runnable::run);
  }

  public boolean isShowing() {
    return scrim.getParent() != null;
  }

  StackPane scrim() {
    return scrim;
  }

  private void pressed(KeyEvent event) {
    if (event.getCode() == KeyCode.ESCAPE) {
      event.consume();
      close();
    }
  }

  private void focusInside() {
    if (!isShowing()) {
      return;
    }
    // The body comes into the scene with the skin of its scroll pane; before, nothing in it can
    // have the focus.
    scrim.applyCss();
    Node first = focusFirst != null ? focusFirst : firstFocusable(panel.getChildren().get(1));
    if (first == null) {
      first = action == null ? firstFocusable(buttons) : action;
    }
    (first == null ? panel : first).requestFocus();
  }

  private void keepFocus(@Nullable Node now) {
    if (!dialogs.isTop(this) || now == null) {
      return;
    }
    if (isInside(now)) {
      lastInside = now;
      return;
    }
    Platform.runLater(() -> {
      if (isShowing() && dialogs.isTop(this)) {
        goOn();
      }
    });
  }

  /**
   * Tab past the last goes on at the first, and back. What else takes the focus away, a menu that
   * closes after its choice for example, gets it nowhere: least of all to a button that destroys.
   */
  private void goOn() {
    List<Node> all = new ArrayList<>();
    collectFocusable(panel, all);
    if (all.isEmpty()) {
      panel.requestFocus();
    } else if (all.getLast().equals(lastInside)) {
      all.getFirst().requestFocus();
    } else if (all.getFirst().equals(lastInside)) {
      all.getLast().requestFocus();
    } else if (lastInside != null && all.contains(lastInside)) {
      lastInside.requestFocus();
    } else {
      focusInside();
    }
  }

  private boolean isInside(Node node) {
    for (Node at = node; at != null; at = at.getParent()) {
      if (at.equals(panel)) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable Node firstFocusable(Node root) {
    List<Node> all = new ArrayList<>();
    collectFocusable(root, all);
    return all.isEmpty() ? null : all.getFirst();
  }

  private static void collectFocusable(Node node, List<Node> into) {
    if (!node.isVisible() || node.isDisabled()) {
      return;
    }
    if (node.isFocusTraversable()) {
      into.add(node);
    }
    if (node instanceof ScrollPane scroll && scroll.getContent() != null) {
      collectFocusable(scroll.getContent(), into);
    } else if (node instanceof Parent parent) {
      parent.getChildrenUnmodifiable().forEach(child -> collectFocusable(child, into));
    }
  }

  /** As high as its content is at the width that there is, also where text takes several lines. */
  private static final class TextHighScrollPane extends ScrollPane {
    TextHighScrollPane(Node content) {
      super(content);
    }

    @Override
    public Orientation getContentBias() {
      return Orientation.HORIZONTAL;
    }

    /** Its skin would ask the content for a width that includes the border. */
    @Override
    protected double computePrefHeight(double width) {
      Node content = getContent();
      return content == null || width < 0
          ? super.computePrefHeight(width)
          : snappedTopInset()
              + content.prefHeight(width - snappedLeftInset() - snappedRightInset())
              + snappedBottomInset();
    }
  }
}
