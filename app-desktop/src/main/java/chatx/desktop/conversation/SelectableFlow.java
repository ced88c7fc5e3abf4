package chatx.desktop.conversation;

import chatx.desktop.conversation.Passage.Dress;
import chatx.desktop.conversation.Passage.Piece;
import chatx.desktop.model.Span;
import chatx.desktop.ui.EmojiImages;
import java.text.Bidi;
import java.util.Locale;
import java.util.Optional;
import javafx.geometry.NodeOrientation;
import javafx.geometry.Orientation;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.layout.Region;
import javafx.scene.shape.Path;
import javafx.scene.text.Text;
import javafx.scene.text.TextAlignment;
import javafx.scene.text.TextFlow;

/** One passage on the screen, with its selection painted behind the letters. */
final class SelectableFlow extends Region {
  /** Characters after which a letter has come. */
  private static final int DIRECTION_KNOWN = 1_000;

  private final Passage passage;
  private final Path tint = path("passage-tint");
  private final Path mine = path("passage-mention");
  private final Path selected = path("passage-selection");
  private final TextFlow flow = new TextFlow();
  private boolean ownSide;
  private int from;
  private int to;

  SelectableFlow(Passage passage, EmojiImages emoji, double emojiSize) {
    this.passage = passage;
    getStyleClass().add("passage");
    setNodeOrientation(direction(passage.shown()));
    flow.getStyleClass().add("passage-flow");
    for (var piece : passage.pieces()) {
      flow.getChildren().add(node(piece, emoji, emojiSize));
    }
    getChildren().setAll(tint, mine, selected, flow);
  }

  /** As its first letter runs, whichever way the window does; without letters as the window. */
  private static NodeOrientation direction(String text) {
    var beginning = text.substring(0, Math.min(text.length(), DIRECTION_KNOWN));
    boolean leftToRight =
        new Bidi(beginning, Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT).baseIsLeftToRight();
    boolean known =
        leftToRight
            == new Bidi(beginning, Bidi.DIRECTION_DEFAULT_RIGHT_TO_LEFT).baseIsLeftToRight();
    if (!known) {
      return NodeOrientation.INHERIT;
    }
    return leftToRight ? NodeOrientation.LEFT_TO_RIGHT : NodeOrientation.RIGHT_TO_LEFT;
  }

  /** Lines begin at their own side, as in code; other text stands at the window's side. */
  SelectableFlow atItsOwnSide() {
    ownSide = true;
    return this;
  }

  /** The place nearest to a point, as a number of characters in front of it. */
  int offsetAt(Point2D point) {
    return Math.clamp(flow.getHitInfo(point).getInsertionIndex(), 0, passage.length());
  }

  int length() {
    return passage.length();
  }

  /** Paints the characters from {@code from} to before {@code to} as selected. */
  void select(int from, int to) {
    if (from != this.from || to != this.to) {
      this.from = from;
      this.to = to;
      paint();
    }
  }

  /** The link that a node of a flow belongs to. */
  static Optional<Span.Link> linkOf(Node node) {
    return node instanceof LinkText text ? Optional.of(text.link) : Optional.empty();
  }

  @Override
  public Orientation getContentBias() {
    return Orientation.HORIZONTAL;
  }

  @Override
  protected double computePrefWidth(double height) {
    return snappedLeftInset() + flow.prefWidth(-1) + snappedRightInset();
  }

  @Override
  protected double computeMinWidth(double height) {
    return 0;
  }

  @Override
  protected double computePrefHeight(double width) {
    double inside = width < 0 ? -1 : width - snappedLeftInset() - snappedRightInset();
    return snappedTopInset() + snapSizeY(flow.prefHeight(inside)) + snappedBottomInset();
  }

  @Override
  protected void layoutChildren() {
    var parent = getParent();
    boolean turned =
        parent != null && parent.getEffectiveNodeOrientation() != getEffectiveNodeOrientation();
    flow.setTextAlignment(turned && !ownSide ? TextAlignment.RIGHT : TextAlignment.LEFT);
    double x = snappedLeftInset();
    double y = snappedTopInset();
    flow.resizeRelocate(
        x, y, getWidth() - x - snappedRightInset(), getHeight() - y - snappedBottomInset());
    for (var path : new Path[] {tint, mine, selected}) {
      path.setLayoutX(x);
      path.setLayoutY(y);
    }
    paint();
  }

  private void paint() {
    selected.getElements().clear();
    if (to > from) {
      selected.getElements().setAll(flow.getRangeShape(from, to, true));
    }
    tint.getElements().clear();
    mine.getElements().clear();
    int start = 0;
    for (var piece : passage.pieces()) {
      int end = start + piece.length();
      switch (piece.span()) {
        case Span.Code _ -> tint.getElements().addAll(flow.getRangeShape(start, end, false));
        case Span.Mention(_, var me) ->
            (me ? mine : tint).getElements().addAll(flow.getRangeShape(start, end, false));
        case Span.MentionAll() -> mine.getElements().addAll(flow.getRangeShape(start, end, false));
        default -> {}
      }
      start = end;
    }
  }

  private static Node node(Piece piece, EmojiImages emoji, double emojiSize) {
    if (piece.span() instanceof Span.Emoji(var sequence)) {
      var picture = emoji.node(sequence, emojiSize);
      if (picture.isPresent()) {
        return new EmojiNode(picture.get(), emojiSize);
      }
    }
    var link = piece.link();
    var text = link == null ? new Text(piece.text()) : new LinkText(piece.text(), link);
    text.getStyleClass().add("message-text");
    for (var dress : piece.dress()) {
      text.getStyleClass().add(dress.name().toLowerCase(Locale.ROOT));
    }
    if (piece.dress().contains(Dress.STRIKE)) {
      text.setStrikethrough(true);
    }
    switch (piece.span()) {
      case Span.Mention(_, var me) -> text.getStyleClass().add(me ? "mention-me" : "mention");
      case Span.MentionAll() -> text.getStyleClass().add("mention-me");
      case Span.RoomMention _ -> text.getStyleClass().add("mention");
      default -> {}
    }
    return text;
  }

  private static Path path(String styleClass) {
    var path = new Path();
    path.getStyleClass().add(styleClass);
    path.setManaged(false);
    path.setMouseTransparent(true);
    path.setStrokeWidth(0);
    return path;
  }

  /** Knows where it leads; asking before going there is the row's business. */
  private static final class LinkText extends Text {
    private final Span.Link link;

    LinkText(String text, Span.Link link) {
      super(text);
      this.link = link;
      getStyleClass().add("link");
      setUnderline(true);
    }
  }

  /** Sits on the line like a letter, a little below its base. */
  private static final class EmojiNode extends Region {
    private final double size;

    EmojiNode(Node picture, double size) {
      this.size = size;
      getChildren().add(picture);
      setMinSize(size, size);
      setPrefSize(size, size);
      setMaxSize(size, size);
    }

    @Override
    public double getBaselineOffset() {
      return size * 0.8;
    }
  }
}
