package chatx.desktop.conversation;

import chatx.desktop.conversation.RowText.Place;
import chatx.desktop.conversation.Selection.Part;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Insets;
import javafx.geometry.Orientation;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.layout.Region;

/** A row of a conversation: a column of fixed width at either side and the content between. */
final class RowView extends Region {
  private final Node content;
  private final List<Node> left;
  private final List<Node> right;
  private final List<SelectableFlow> flows;
  private double leftWidth;
  private double rightWidth;

  /**
   * @param flows the passages of the row's text, in order
   */
  RowView(Node content, List<Node> left, List<Node> right, List<SelectableFlow> flows) {
    this.content = content;
    this.left = left;
    this.right = right;
    this.flows = flows;
    getStyleClass().add("timeline-row");
    getChildren().addAll(left);
    getChildren().addAll(right);
    getChildren().add(content);
  }

  /** Widths of the columns at the side, in pixels. */
  RowView columns(double left, double right) {
    leftWidth = left;
    rightWidth = right;
    return this;
  }

  /** The place in the row's text that is nearest to a point of the row; empty without text. */
  Optional<Place> placeAt(Point2D point) {
    if (flows.isEmpty()) {
      return Optional.empty();
    }
    var scene = localToScene(point);
    for (int i = 0; i < flows.size(); i++) {
      var flow = flows.get(i);
      var inside = flow.sceneToLocal(scene);
      if (inside.getY() < 0) {
        return Optional.of(
            i == 0 ? new Place(0, flow.offsetAt(new Point2D(inside.getX(), 0))) : endOf(i - 1));
      }
      if (inside.getY() <= flow.getHeight()) {
        var insets = flow.getInsets();
        return Optional.of(
            new Place(i, flow.offsetAt(inside.subtract(insets.getLeft(), insets.getTop()))));
      }
    }
    return Optional.of(endOf(flows.size() - 1));
  }

  /** Paints what is selected of it. */
  void paint(Optional<Part> part) {
    for (int i = 0; i < flows.size(); i++) {
      var flow = flows.get(i);
      if (part.isEmpty()) {
        flow.select(0, 0);
      } else {
        flow.select(part.get().from(i), part.get().to(i, flow.length()));
      }
    }
  }

  @Override
  public Orientation getContentBias() {
    return Orientation.HORIZONTAL;
  }

  @Override
  protected double computeMinWidth(double height) {
    return 0;
  }

  @Override
  protected double computePrefWidth(double height) {
    return leftWidth + content.prefWidth(-1) + rightWidth;
  }

  @Override
  protected double computePrefHeight(double width) {
    Insets insets = getInsets();
    double inside =
        width < 0
            ? -1
            : Math.max(1, width - insets.getLeft() - insets.getRight() - leftWidth - rightWidth);
    double tallest = content.prefHeight(inside);
    for (var node : left) {
      tallest = Math.max(tallest, node.isManaged() ? node.prefHeight(-1) : 0);
    }
    return insets.getTop() + snapSizeY(tallest) + insets.getBottom();
  }

  @Override
  protected void layoutChildren() {
    Insets insets = getInsets();
    double x = insets.getLeft();
    double y = insets.getTop();
    double width = getWidth() - x - insets.getRight();
    double height = getHeight() - y - insets.getBottom();
    for (var node : left) {
      double own = Math.min(node.prefWidth(-1), leftWidth);
      node.resizeRelocate(snapPositionX(x + (leftWidth - own) / 2), y, own, node.prefHeight(own));
    }
    for (var node : right) {
      double own = Math.min(node.prefWidth(-1), rightWidth);
      node.resizeRelocate(
          snapPositionX(x + width - rightWidth + (rightWidth - own) / 2),
          y,
          own,
          node.prefHeight(own));
    }
    content.resizeRelocate(x + leftWidth, y, Math.max(1, width - leftWidth - rightWidth), height);
  }

  private Place endOf(int flow) {
    return new Place(flow, flows.get(flow).length());
  }
}
