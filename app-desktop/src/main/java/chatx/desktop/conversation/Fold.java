package chatx.desktop.conversation;

import chatx.desktop.model.Block;
import chatx.desktop.model.MessageBody;
import chatx.desktop.model.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * The beginning of a long message, so that one message never takes the whole conversation. What is
 * kept is a prefix of the message's passages, so places in it are places in the message.
 */
final class Fold {
  /** Lines as written. */
  static final int LINES = 24;

  /** Letters of the width of a Latin one: about {@link #LINES} lines of a narrow window. */
  static final int CHARACTERS = 1_200;

  private int lines = LINES;
  private int characters = CHARACTERS;

  private Fold() {}

  /**
   * @param cut whether something is missing
   */
  record Folded(List<Block> blocks, boolean cut) {}

  static Folded fold(MessageBody body) {
    var kept = new Fold().blocks(body.blocks());
    return new Folded(kept, !kept.equals(body.blocks()));
  }

  private boolean full() {
    return lines <= 0 || characters <= 0;
  }

  private List<Block> blocks(List<Block> blocks) {
    var kept = new ArrayList<Block>();
    for (var block : blocks) {
      if (full()) {
        return kept;
      }
      kept.add(
          switch (block) {
            case Block.Paragraph(var spans) -> {
              lines--;
              yield new Block.Paragraph(spans(spans));
            }
            case Block.CodeBlock(var text, var language) ->
                new Block.CodeBlock(code(text), language);
            case Block.Quote(var quoted) -> new Block.Quote(blocks(quoted));
            case Block.ListBlock(var ordered, var start, var items) -> {
              var some = new ArrayList<List<Block>>();
              for (var item : items) {
                if (!full()) {
                  some.add(blocks(item));
                }
              }
              yield new Block.ListBlock(ordered, start, some);
            }
          });
    }
    return kept;
  }

  private List<Span> spans(List<Span> spans) {
    var kept = new ArrayList<Span>();
    for (var span : spans) {
      if (full()) {
        return kept;
      }
      kept.add(
          switch (span) {
            case Span.Text(var text) -> new Span.Text(cut(text));
            case Span.Code(var text) -> new Span.Code(cut(text));
            case Span.Bold(var inner) -> new Span.Bold(spans(inner));
            case Span.Italic(var inner) -> new Span.Italic(spans(inner));
            case Span.Strike(var inner) -> new Span.Strike(spans(inner));
            case Span.Link(var inner, var target) -> new Span.Link(spans(inner), target);
            case Span.LineBreak() -> {
              lines--;
              yield span;
            }
            case Span.Emoji _ -> {
              characters -= 2;
              yield span;
            }
            case Span.Mention _, Span.MentionAll _, Span.RoomMention _ -> {
              characters -= 8;
              yield span;
            }
          });
    }
    return kept;
  }

  /** Never through a pair of surrogates. */
  private String cut(String text) {
    int end = 0;
    while (end < text.length() && characters > 0) {
      int point = text.codePointAt(end);
      characters -= width(point);
      end += Character.charCount(point);
    }
    return text.substring(0, end);
  }

  /** Of Latin letters: most of East Asia's take two, and a ligature may be a sentence. */
  private static int width(int point) {
    if (point < 0x2E80) {
      return 1;
    }
    return point >= 0xFDF0 && point <= 0xFDFF ? 10 : 2;
  }

  private String code(String text) {
    int end = 0;
    while (end < text.length() && lines > 0) {
      int next = text.indexOf('\n', end);
      lines--;
      if (next < 0) {
        end = text.length();
      } else if (lines == 0) {
        end = next;
      } else {
        end = next + 1;
      }
    }
    return cut(text.substring(0, end));
  }
}
