package chatx.desktop.model;

import java.util.List;

/** A part of a message that stands on lines of its own. */
public sealed interface Block {

  record Paragraph(List<Span> spans) implements Block {}

  /**
   * Text to be shown as it is, in a fixed width.
   *
   * @param language what was written behind the fence; empty for none
   */
  record CodeBlock(String text, String language) implements Block {}

  record Quote(List<Block> blocks) implements Block {}

  /**
   * A list.
   *
   * @param start the number of the first item of an ordered list
   */
  record ListBlock(boolean ordered, int start, List<List<Block>> items) implements Block {}
}
