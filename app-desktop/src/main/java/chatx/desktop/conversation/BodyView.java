package chatx.desktop.conversation;

import chatx.desktop.model.Block;
import chatx.desktop.model.Span;
import chatx.desktop.ui.EmojiImages;
import chatx.desktop.ui.Icons;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** A message's blocks, one below the other. Nothing in it is ever interpreted: text stays text. */
final class BodyView extends VBox {
  /** Of the size of text. */
  private static final double EMOJI = 1.35;

  private static final double EMOJI_ALONE = 2.6;
  private static final int ALONE_AT_MOST = 5;

  private final List<SelectableFlow> flows = new ArrayList<>();
  private final Iterator<Passage> passages;
  private final EmojiImages emoji;
  private final double emojiSize;
  private final Consumer<String> copy;
  private final String copyWords;

  /**
   * @param textSize in pixels
   * @param copy takes the text of a code block whose button was pressed
   */
  BodyView(
      List<Block> blocks,
      EmojiImages emoji,
      double textSize,
      String copyWords,
      Consumer<String> copy) {
    this.emoji = emoji;
    this.copy = copy;
    this.copyWords = copyWords;
    emojiSize = Math.round(textSize * (emojiAlone(blocks) ? EMOJI_ALONE : EMOJI));
    passages = Passage.of(blocks).iterator();
    getStyleClass().add("message-body");
    addAll(blocks, this);
  }

  /** In the order of the message's passages. */
  List<SelectableFlow> flows() {
    return flows;
  }

  private void addAll(List<Block> blocks, VBox into) {
    for (var block : blocks) {
      into.getChildren().add(node(block));
    }
  }

  private Node node(Block block) {
    return switch (block) {
      case Block.Paragraph _ -> next();
      case Block.CodeBlock code -> code(code);
      case Block.Quote(var quoted) -> {
        var quote = new VBox();
        quote.getStyleClass().add("message-quote");
        addAll(quoted, quote);
        yield quote;
      }
      case Block.ListBlock list -> list(list);
    };
  }

  private Node list(Block.ListBlock list) {
    var items = new VBox();
    items.getStyleClass().add("message-list");
    int number = list.start();
    for (var item : list.items()) {
      var mark = new Label(list.ordered() ? number + "." : "\u2022");
      mark.getStyleClass().add("message-list-mark");
      mark.setMinWidth(Region.USE_PREF_SIZE);
      var content = new VBox();
      content.getStyleClass().add("message-list-item");
      content.setMinWidth(0);
      HBox.setHgrow(content, Priority.ALWAYS);
      addAll(item, content);
      items.getChildren().add(new HBox(mark, content));
      number++;
    }
    return items;
  }

  private Node code(Block.CodeBlock code) {
    var flow = next().atItsOwnSide();
    var button = Icons.button(Feather.COPY, copyWords);
    button.setFocusTraversable(false);
    button.getStyleClass().add("code-copy");
    button.setOnAction(_ -> copy.accept(code.text()));
    StackPane.setAlignment(button, Pos.TOP_RIGHT);
    var block = new StackPane(flow, button);
    block.getStyleClass().add("message-code");
    block.setMinWidth(0);
    return block;
  }

  private SelectableFlow next() {
    var flow = new SelectableFlow(passages.next(), emoji, emojiSize);
    flows.add(flow);
    return flow;
  }

  /** A few emoji and nothing else are shown large. */
  private static boolean emojiAlone(List<Block> blocks) {
    if (blocks.size() != 1 || !(blocks.getFirst() instanceof Block.Paragraph(var spans))) {
      return false;
    }
    int count = 0;
    for (var span : spans) {
      if (span instanceof Span.Emoji(var sequence) && EmojiImages.has(sequence)) {
        count++;
      } else if (!(span instanceof Span.Text(var text) && text.isBlank())) {
        return false;
      }
    }
    return count > 0 && count <= ALONE_AT_MOST;
  }
}
