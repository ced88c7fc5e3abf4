package chatx.desktop.conversation;

import java.util.Optional;
import javafx.animation.AnimationTimer;
import javafx.geometry.Point2D;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import org.fxmisc.flowless.VirtualFlow;

/**
 * Turns the mouse into a selection: drag, Shift and click, two clicks a word, three a paragraph.
 */
final class SelectionMouse {
  /** Of the distance that the mouse is outside, for each frame. */
  private static final double SCROLL = 0.2;

  private final TimelineView view;
  private final VirtualFlow<TimelineItem, TimelineView.RowCell> flow;
  private final Selection selection;
  private final RowActions actions;
  private Point2D at = Point2D.ZERO;
  private boolean dragging;

  private final AnimationTimer beyond =
      new AnimationTimer() {
        @Override
        public void handle(long now) {
          double outside = at.getY() < 0 ? at.getY() : Math.max(0, at.getY() - flow.getHeight());
          if (outside != 0) {
            view.scrollBy(outside * SCROLL);
            follow();
          }
        }
      };

  SelectionMouse(
      TimelineView view,
      VirtualFlow<TimelineItem, TimelineView.RowCell> flow,
      Selection selection,
      RowActions actions) {
    this.view = view;
    this.flow = flow;
    this.selection = selection;
    this.actions = actions;
    flow.addEventHandler(MouseEvent.MOUSE_PRESSED, this::pressed);
    flow.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::dragged);
    flow.addEventHandler(MouseEvent.MOUSE_RELEASED, this::released);
  }

  void copy() {
    String text = selection.text();
    if (!text.isEmpty()) {
      put(text);
    }
  }

  static void put(String text) {
    var content = new ClipboardContent();
    content.putString(text);
    Clipboard.getSystemClipboard().setContent(content);
  }

  private void pressed(MouseEvent event) {
    view.requestFocus();
    if (event.getButton() != MouseButton.PRIMARY) {
      return;
    }
    dragging = false;
    at = new Point2D(event.getX(), event.getY());
    var position = positionAt(at);
    if (position.isEmpty()) {
      selection.clear();
    } else if (event.isShiftDown() && selection.isStarted()) {
      selection.extend(position.get());
    } else {
      switch (event.getClickCount()) {
        case 2 -> selection.word(position.get());
        case 3 -> selection.paragraph(position.get());
        default -> selection.start(position.get());
      }
    }
    view.paintSelection();
  }

  private void dragged(MouseEvent event) {
    if (!event.isPrimaryButtonDown() || event.isStillSincePress()) {
      return;
    }
    if (!dragging) {
      dragging = true;
      beyond.start();
    }
    at = new Point2D(event.getX(), event.getY());
    follow();
  }

  private void released(MouseEvent event) {
    beyond.stop();
    var node = event.getPickResult().getIntersectedNode();
    if (event.getButton() == MouseButton.PRIMARY
        && !dragging
        && !event.isShiftDown()
        && node != null) {
      SelectableFlow.linkOf(node).ifPresent(actions::openLink);
    }
    dragging = false;
  }

  private void follow() {
    positionAt(at).ifPresent(selection::extend);
    view.paintSelection();
  }

  /** The place in a text that is nearest to a point of the viewport. */
  private Optional<TextPosition> positionAt(Point2D point) {
    if (view.size() == 0) {
      return Optional.empty();
    }
    double y = Math.clamp(point.getY(), 0, Math.max(0, flow.getHeight() - 1));
    int index = -1;
    for (int i = flow.getFirstVisibleIndex(); i >= 0 && i <= flow.getLastVisibleIndex(); i++) {
      var cell = flow.getCellIfVisible(i);
      if (cell.isPresent() && cell.get().getNode().getLayoutY() <= y) {
        index = i;
      }
    }
    for (int i = Math.max(index, 0); i <= flow.getLastVisibleIndex(); i++) {
      var cell = flow.getCellIfVisible(i);
      if (cell.isPresent()) {
        var node = cell.get().getNode();
        var place =
            node.placeAt(new Point2D(point.getX() - node.getLayoutX(), y - node.getLayoutY()));
        if (place.isPresent()) {
          String key = view.itemAt(i).row().key();
          return Optional.of(new TextPosition(key, place.get().passage(), place.get().offset()));
        }
      }
    }
    return Optional.empty();
  }
}
