package chatx.desktop.model;

import chatx.desktop.ui.EmojiTable;
import chatx.desktop.ui.SafeText;
import java.util.List;

/**
 * Reads the text of messages: a part of Markdown, links, emoji and mentions. Whatever the text, the
 * result is safe to show and bounded in size, depth and time: what is too long or too tangled is
 * shown as plain text, and cut where even that is too long. HTML stays text. Immutable; any thread.
 */
public final class MessageParser {
  /** A longer text is plain, in UTF-16 code units. */
  static final int MARKDOWN = 16_384;

  /** A longer text is cut, in UTF-16 code units; copying still gives all of it. */
  static final int SHOWN = 65_536;

  private final String myName;

  /**
   * A parser for one reader.
   *
   * @param myName the unique name the reader signs in with
   */
  public MessageParser(String myName) {
    this.myName = myName;
  }

  /** Reads the table of emoji, which takes a moment the first time. */
  static void prepare() {
    var _ = EmojiTable.shared();
  }

  public MessageBody parse(String text) {
    String safe = SafeText.lines(cut(text));
    InlineText inline = new InlineText(myName);
    List<Block> blocks = safe.length() <= MARKDOWN ? MarkdownReader.read(safe, inline) : List.of();
    if (blocks.isEmpty()) {
      inline = new InlineText(myName);
      blocks = List.of(new Block.Paragraph(inline.spans(safe)));
    }
    return new MessageBody(text, blocks, inline.mentionsMe(), inline.mentionsAll());
  }

  private static String cut(String text) {
    if (text.length() <= SHOWN) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(SHOWN - 1)) ? SHOWN - 1 : SHOWN;
    return text.substring(0, end) + "…";
  }
}
