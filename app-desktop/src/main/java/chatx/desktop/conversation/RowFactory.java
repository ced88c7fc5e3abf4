package chatx.desktop.conversation;

import chatx.desktop.model.Delivery;
import chatx.desktop.model.Span;
import chatx.desktop.model.TimelineRow;
import chatx.desktop.ui.Avatar;
import chatx.desktop.ui.EmojiImages;
import chatx.desktop.ui.Icons;
import chatx.desktop.ui.SafeText;
import chatx.desktop.ui.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.geometry.Point2D;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Rectangle;
import org.kordamp.ikonli.feather.Feather;

/** Builds the nodes of rows. A row's node is built once and thrown away: nothing in it changes. */
final class RowFactory {
  static final PseudoClass HIGHLIGHTED = PseudoClass.getPseudoClass("highlighted");
  private static final double AVATAR = 36;
  private static final double GUTTER = 56;
  private static final double MARGIN = 32;

  private final Texts texts;
  private final RowWords words;
  private final EmojiImages emoji;
  private final RowActions actions;

  RowFactory(Texts texts, RowWords words, EmojiImages emoji, RowActions actions) {
    this.texts = texts;
    this.words = words;
    this.emoji = emoji;
    this.actions = actions;
  }

  /** The size of text in pixels. */
  RowView build(TimelineItem item, double textSize) {
    return switch (item.row()) {
      case TimelineRow.Message message -> message(message, item.unfolded(), textSize);
      case TimelineRow.Day(var date) -> divider(words.day(date), "day-row");
      case TimelineRow.NewMessages() ->
          divider(texts.get("conversation.new_messages"), "new-messages-row");
      case TimelineRow.Start(var name) -> start(name);
      case TimelineRow.Notices notices -> notices(notices);
    };
  }

  private RowView message(TimelineRow.Message message, boolean unfolded, double textSize) {
    var content = new VBox();
    content.getStyleClass().add("message-content");
    var left = new ArrayList<Node>();
    String name = words.author(message);
    String time = words.time(message.at());
    if (message.first()) {
      left.add(Avatar.of(message.author().id(), name, AVATAR));
      content.getChildren().add(head(message, name, time));
    } else {
      var small = new Label(time);
      small.getStyleClass().add("message-gutter-time");
      small.setTooltip(Icons.tooltip(words.full(message.at())));
      small.setManaged(false);
      left.add(small);
    }
    var folded =
        unfolded ? new Fold.Folded(message.body().blocks(), true) : Fold.fold(message.body());
    var body =
        new BodyView(
            folded.blocks(), emoji, textSize, texts.get("conversation.copy_code"), actions::copy);
    content.getChildren().add(body);
    if (folded.cut()) {
      var more = link(texts.get(unfolded ? "conversation.show_less" : "conversation.show_all"));
      more.setOnAction(_ -> actions.unfold(message));
      content.getChildren().add(more);
    }
    if (message.delivery() == Delivery.FAILED) {
      content.getChildren().add(failure(message));
    }
    var row = new RowView(content, left, state(message), body.flows()).columns(GUTTER, MARGIN);
    row.getStyleClass().add("message-row");
    addIf(row, message.first(), "first");
    addIf(row, message.mentionsMe(), "mentions-me");
    addIf(row, message.delivery() != Delivery.SENT, "unsent");
    row.setAccessibleRole(AccessibleRole.TEXT);
    row.setAccessibleText(
        texts.get("conversation.accessible_message", name, time, message.body().text()));
    row.setOnContextMenuRequested(event -> menu(event, message));
    if (stacksMarks(message.body().text())) {
      clip(row);
    }
    return row;
  }

  private Node head(TimelineRow.Message message, String name, String time) {
    var author = new Label(name);
    author.getStyleClass().add("message-author");
    author.setMinWidth(0);
    var at = new Label(time);
    at.getStyleClass().add("message-time");
    at.setMinWidth(Region.USE_PREF_SIZE);
    at.setTooltip(Icons.tooltip(words.full(message.at())));
    var head = new HBox(author, at);
    head.setAlignment(Pos.BASELINE_LEFT);
    head.getStyleClass().add("message-head");
    return head;
  }

  private Node failure(TimelineRow.Message message) {
    var problem = message.problem();
    var reason =
        new Label(
            problem == null ? texts.get("conversation.not_sent") : words.problem(problem),
            Icons.of(Feather.ALERT_CIRCLE));
    reason.getStyleClass().add("message-failure-reason");
    reason.setWrapText(true);
    var retry = link(texts.get("conversation.retry"));
    retry.getStyleClass().add("retry");
    retry.setOnAction(_ -> actions.retry(message));
    var delete = link(texts.get("conversation.delete"));
    delete.getStyleClass().add("delete");
    delete.setOnAction(_ -> actions.delete(message));
    var failure = new FlowPane(reason, retry, delete);
    failure.getStyleClass().add("message-failure");
    failure.setRowValignment(VPos.CENTER);
    return failure;
  }

  private List<Node> state(TimelineRow.Message message) {
    if (!message.mine() || message.delivery() == Delivery.FAILED) {
      return List.of();
    }
    var icon =
        switch (message.delivery()) {
          case QUEUED, SENDING -> Feather.CLOCK;
          case SENT, FAILED -> Feather.CHECK;
        };
    String says =
        switch (message.delivery()) {
          case QUEUED -> texts.get("conversation.state_queued");
          case SENDING -> texts.get("conversation.state_sending");
          case SENT, FAILED -> texts.get("conversation.state_sent");
        };
    var state = new Label("", Icons.of(icon));
    state.getStyleClass().add("message-state");
    state.setTooltip(Icons.tooltip(says));
    state.setAccessibleText(says);
    return List.of(state);
  }

  private RowView divider(String words, String styleClass) {
    var label = new Label(words);
    label.getStyleClass().add("divider-label");
    label.setMinWidth(Region.USE_PREF_SIZE);
    var line = new HBox(line(), label, line());
    line.setAlignment(Pos.CENTER);
    line.getStyleClass().add("divider");
    var row = new RowView(line, List.of(), List.of(), List.of());
    row.getStyleClass().add(styleClass);
    row.setAccessibleRole(AccessibleRole.TEXT);
    row.setAccessibleText(words);
    return row;
  }

  private RowView start(String name) {
    var picture = new Label("", Icons.of(Feather.HASH, 28));
    picture.getStyleClass().add("start-picture");
    String welcome = texts.get("conversation.start_title", SafeText.oneLine(name));
    var title = new Label(welcome);
    title.getStyleClass().add("heading");
    title.setWrapText(true);
    var text = new Label(texts.get("conversation.start_text"));
    text.getStyleClass().add("muted");
    text.setWrapText(true);
    var column = new VBox(picture, title, text);
    column.getStyleClass().add("start");
    var row = new RowView(column, List.of(), List.of(), List.of());
    row.getStyleClass().add("start-row");
    row.setAccessibleRole(AccessibleRole.TEXT);
    row.setAccessibleText(welcome);
    return row;
  }

  private RowView notices(TimelineRow.Notices notices) {
    var lines = new VBox();
    lines.getStyleClass().add("notices");
    boolean folds = notices.notices().size() > TimelineRow.Notices.UNFOLDED;
    if (folds) {
      var toggle =
          link(notices.expanded() ? texts.get("conversation.notices_hide") : words.folded(notices));
      toggle.setGraphic(Icons.of(notices.expanded() ? Feather.CHEVRON_UP : Feather.CHEVRON_DOWN));
      toggle.setOnAction(_ -> actions.toggle(notices));
      lines.getChildren().add(toggle);
    }
    if (!folds || notices.expanded()) {
      for (var notice : notices.notices()) {
        var line = new Label(words.notice(notice));
        line.setWrapText(true);
        line.getStyleClass().add("notice");
        line.setTooltip(Icons.tooltip(words.full(notice.at())));
        lines.getChildren().add(line);
      }
    }
    var row = new RowView(lines, List.of(), List.of(), List.of()).columns(GUTTER, MARGIN);
    row.getStyleClass().add("notices-row");
    row.setAccessibleRole(AccessibleRole.TEXT);
    row.setAccessibleText(String.join(" ", notices.notices().stream().map(words::notice).toList()));
    return row;
  }

  private void menu(ContextMenuEvent event, TimelineRow.Message message) {
    event.consume();
    var node = event.getPickResult().getIntersectedNode();
    var link = node == null ? Optional.<Span.Link>empty() : SelectableFlow.linkOf(node);
    actions.menu(message, link, new Point2D(event.getScreenX(), event.getScreenY()));
  }

  private static Button link(String words) {
    var button = new Button(words);
    button.getStyleClass().addAll("flat", "accent", "row-link");
    return button;
  }

  private static Region line() {
    var line = new Region();
    line.getStyleClass().add("divider-line");
    HBox.setHgrow(line, Priority.ALWAYS);
    return line;
  }

  private static void addIf(RowView row, boolean condition, String styleClass) {
    if (condition) {
      row.getStyleClass().add(styleClass);
    }
  }

  /** Three combining marks in a row reach into the rows above and below. */
  private static boolean stacksMarks(String text) {
    int marks = 0;
    for (int i = 0; i < text.length() && marks < 3; i++) {
      marks = Character.getType(text.charAt(i)) == Character.NON_SPACING_MARK ? marks + 1 : 0;
    }
    return marks == 3;
  }

  private static void clip(RowView row) {
    var clip = new Rectangle();
    clip.widthProperty().bind(row.widthProperty());
    clip.heightProperty().bind(row.heightProperty());
    row.setClip(clip);
  }
}
