package chatx.desktop.conversation;

import chatx.desktop.ui.EmojiImages;
import chatx.desktop.ui.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.fxmisc.flowless.Cell;
import org.fxmisc.flowless.VirtualFlow;
import org.fxmisc.flowless.VirtualizedScrollPane;

/** All emoji, those used lately first; typing looks for a name, arrows and Enter choose. */
final class EmojiPicker extends VBox {
  private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");
  private static final int COLUMNS = 8;
  private static final double CELL = 36;
  private static final double PICTURE = 24;
  private static final int FOUND = 200;

  private final Texts texts;
  private final EmojiImages images;
  private final Consumer<EmojiCatalog.Entry> picked;
  private final TextField search = new TextField();
  private final Label name = new Label();
  private final Label nothing = new Label();
  private final ObservableList<Line> lines = FXCollections.observableArrayList();
  private final VirtualFlow<Line, Cell<Line, Node>> flow;
  private EmojiCatalog catalog = EmojiCatalog.EMPTY;
  private List<String> recent = List.of();
  private int chosenLine;
  private int chosenColumn;

  /** A heading, or emoji side by side. */
  private sealed interface Line {
    record Heading(String words) implements Line {}

    record Pictures(List<EmojiCatalog.Entry> emoji, int chosen) implements Line {}
  }

  EmojiPicker(
      Texts texts, EmojiImages images, Consumer<EmojiCatalog.Entry> picked, Runnable close) {
    this.texts = texts;
    this.images = images;
    this.picked = picked;
    flow = VirtualFlow.createVertical(lines, line -> Cell.wrapNode(node(line)));
    setId("emoji-picker");
    getStyleClass().addAll("floating", "emoji-picker");
    setMaxSize(COLUMNS * CELL + 36, 360);
    setPrefSize(COLUMNS * CELL + 36, 360);
    managedProperty().bind(visibleProperty());
    setVisible(false);
    search.setPromptText(texts.get("conversation.emoji_search"));
    search.setAccessibleText(texts.get("conversation.emoji_search"));
    search.setId("emoji-search");
    search.textProperty().subscribe(this::fill);
    search.addEventFilter(KeyEvent.KEY_PRESSED, event -> pressed(event, close));
    nothing.setText(texts.get("conversation.emoji_none"));
    nothing.getStyleClass().add("muted");
    nothing.setWrapText(true);
    name.getStyleClass().addAll("subtle", "small", "emoji-name");
    var scroll = new VirtualizedScrollPane<>(flow);
    var content = new StackPane(scroll, nothing);
    VBox.setVgrow(content, Priority.ALWAYS);
    setAccessibleRole(AccessibleRole.PARENT);
    getChildren().setAll(search, content, name);
  }

  void open(EmojiCatalog catalog, List<String> recent) {
    this.catalog = catalog;
    this.recent = recent;
    search.clear();
    setVisible(true);
    fill();
    search.requestFocus();
  }

  private void fill() {
    if (!isVisible()) {
      return;
    }
    var filled = new ArrayList<Line>();
    String query = search.getText().strip();
    if (query.isEmpty()) {
      var lately =
          recent.stream()
              .flatMap(
                  used -> catalog.entries().stream().filter(entry -> entry.sequence().equals(used)))
              .limit(COLUMNS * 2L)
              .toList();
      if (!lately.isEmpty()) {
        filled.add(new Line.Heading(texts.get("conversation.emoji_recent")));
        addLines(lately, filled);
      }
      String group = "";
      var some = new ArrayList<EmojiCatalog.Entry>();
      for (var entry : catalog.entries()) {
        if (!entry.group().equals(group)) {
          addLines(some, filled);
          some.clear();
          group = entry.group();
          filled.add(new Line.Heading(texts.get("conversation.emoji_group." + group)));
        }
        some.add(entry);
      }
      addLines(some, filled);
    } else {
      addLines(catalog.find(query, FOUND), filled);
    }
    lines.setAll(filled);
    nothing.setVisible(filled.isEmpty());
    chosenColumn = 0;
    chosenLine = 0;
    chosenLine = nextPictures(-1, 1);
    choose(chosenLine, 0);
    if (!lines.isEmpty()) {
      flow.showAsFirst(0);
    }
  }

  private static void addLines(List<EmojiCatalog.Entry> emoji, List<Line> lines) {
    for (int i = 0; i < emoji.size(); i += COLUMNS) {
      lines.add(
          new Line.Pictures(
              List.copyOf(emoji.subList(i, Math.min(emoji.size(), i + COLUMNS))), -1));
    }
  }

  private void pressed(KeyEvent event, Runnable close) {
    switch (event.getCode()) {
      case ESCAPE -> close.run();
      case ENTER -> pick();
      case DOWN -> choose(nextPictures(chosenLine, 1), chosenColumn);
      case UP -> choose(nextPictures(chosenLine, -1), chosenColumn);
      case RIGHT -> step(1);
      case LEFT -> step(-1);
      default -> {
        return;
      }
    }
    event.consume();
  }

  private void step(int by) {
    int column = chosenColumn + by;
    if (chosen(chosenLine) instanceof Line.Pictures(var emoji, _)) {
      if (column < 0) {
        choose(nextPictures(chosenLine, -1), COLUMNS - 1);
      } else if (column >= emoji.size()) {
        choose(nextPictures(chosenLine, 1), 0);
      } else {
        choose(chosenLine, column);
      }
    }
  }

  private int nextPictures(int from, int by) {
    for (int i = from + by; i >= 0 && i < lines.size(); i += by) {
      if (lines.get(i) instanceof Line.Pictures) {
        return i;
      }
    }
    return Math.clamp(from, 0, Math.max(0, lines.size() - 1));
  }

  private Line chosen(int line) {
    return line < lines.size() ? lines.get(line) : new Line.Heading("");
  }

  private void choose(int line, int column) {
    if (line != chosenLine && chosen(chosenLine) instanceof Line.Pictures(var emoji, _)) {
      lines.set(chosenLine, new Line.Pictures(emoji, -1));
    }
    chosenLine = line;
    if (chosen(line) instanceof Line.Pictures(var emoji, _)) {
      chosenColumn = Math.min(column, emoji.size() - 1);
      lines.set(line, new Line.Pictures(emoji, chosenColumn));
      name.setText(emoji.get(chosenColumn).typed());
      flow.show(line);
    } else {
      name.setText("");
    }
  }

  private void pick() {
    if (chosen(chosenLine) instanceof Line.Pictures(var emoji, _)) {
      picked.accept(emoji.get(chosenColumn));
    }
  }

  private Node node(Line line) {
    return switch (line) {
      case Line.Heading(var words) -> {
        var heading = new Label(words);
        heading.getStyleClass().addAll("section-label", "emoji-heading");
        yield heading;
      }
      case Line.Pictures(var emoji, var chosen) -> {
        var row = new HBox();
        for (int i = 0; i < emoji.size(); i++) {
          row.getChildren().add(cell(emoji.get(i), i == chosen));
        }
        yield row;
      }
    };
  }

  private Node cell(EmojiCatalog.Entry entry, boolean chosen) {
    var cell = new StackPane();
    images.node(entry.sequence(), PICTURE).ifPresent(cell.getChildren()::add);
    cell.setMinSize(CELL, CELL);
    cell.setMaxSize(CELL, CELL);
    cell.setAlignment(Pos.CENTER);
    cell.getStyleClass().add("emoji-cell");
    cell.pseudoClassStateChanged(CHOSEN, chosen);
    cell.setAccessibleRole(AccessibleRole.BUTTON);
    cell.setAccessibleText(entry.typed());
    cell.setOnMouseEntered(_ -> name.setText(entry.typed()));
    cell.setOnMouseClicked(_ -> picked.accept(entry));
    return cell;
  }
}
