package chatx.desktop.model;

import chatx.desktop.ui.SafeText;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.gfm.strikethrough.Strikethrough;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/** The Markdown of messages: what commonmark reads, as our own types, with everything else text. */
final class MarkdownReader {
  private static final int BLOCK_DEPTH = 12;
  private static final int INLINE_DEPTH = 12;
  private static final int BLOCKS = 500;

  private static final Pattern FENCE = Pattern.compile(" {0,3}(`{3,}|~{3,}).*");
  private static final Pattern QUOTED = Pattern.compile(" {0,3}>.*");

  private static final Parser PARSER =
      Parser.builder()
          .extensions(List.of(AutolinkExtension.create(), StrikethroughExtension.create()))
          .enabledBlockTypes(
              Set.of(BlockQuote.class, FencedCodeBlock.class, org.commonmark.node.ListBlock.class))
          .maxOpenBlockParsers(BLOCK_DEPTH)
          .maxInlineNesting(INLINE_DEPTH)
          .build();

  private final InlineText inline;
  private int blocks;

  private MarkdownReader(InlineText inline) {
    this.inline = inline;
  }

  /** The blocks of a text; none where it is too tangled, or has nothing to show. */
  static List<Block> read(String text, InlineText inline) {
    MarkdownReader reader = new MarkdownReader(inline);
    List<Block> blocks = reader.blocks(PARSER.parse(endQuotes(text)));
    return reader.blocks > BLOCKS || inline.full() ? List.of() : blocks;
  }

  /** In a chat a quote ends with its last line that has the sign; in CommonMark it goes on. */
  private static String endQuotes(String text) {
    if (text.indexOf('>') < 0 || text.indexOf('\n') < 0) {
      return text;
    }
    StringBuilder ended = new StringBuilder(text.length() + 16);
    String fence = "";
    boolean before = false;
    for (String line : text.split("\n", -1)) {
      Matcher found = FENCE.matcher(line);
      boolean quoted = fence.isEmpty() && QUOTED.matcher(line).matches();
      if (before && !quoted && !line.isBlank()) {
        ended.append('\n');
      }
      before = quoted;
      if (found.matches()) {
        String sign = found.group(1);
        if (fence.isEmpty()) {
          fence = sign;
        } else if (sign.startsWith(fence)) {
          fence = "";
        }
      }
      ended.append(line).append('\n');
    }
    return ended.toString();
  }

  private List<Block> blocks(Node parent) {
    List<Block> found = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
      blocks++;
      if (blocks > BLOCKS) {
        break;
      }
      switch (node) {
        case BlockQuote quote -> found.add(new Block.Quote(blocks(quote)));
        case BulletList list -> found.add(new Block.ListBlock(false, 1, items(list)));
        case OrderedList list -> {
          Integer start = list.getMarkerStartNumber();
          found.add(new Block.ListBlock(true, start == null ? 1 : start, items(list)));
        }
        case FencedCodeBlock code -> found.add(code(code));
        case LinkReferenceDefinition definition ->
            found.add(
                new Block.Paragraph(
                    inline.spans(
                        "[" + definition.getLabel() + "]: " + definition.getDestination())));
        case Paragraph paragraph -> found.add(new Block.Paragraph(spans(paragraph)));
        default -> found.add(new Block.Paragraph(spans(node)));
      }
    }
    return List.copyOf(found);
  }

  private List<List<Block>> items(Node list) {
    List<List<Block>> items = new ArrayList<>();
    for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
      blocks++;
      if (blocks > BLOCKS) {
        break;
      }
      items.add(blocks(item));
    }
    return List.copyOf(items);
  }

  private static Block code(FencedCodeBlock code) {
    String text = SafeText.lines(code.getLiteral());
    String info = code.getInfo() == null ? "" : SafeText.oneLine(code.getInfo()).strip();
    int end = 0;
    while (end < info.length() && end < 32 && !Character.isWhitespace(info.charAt(end))) {
      end++;
    }
    return new Block.CodeBlock(
        text.endsWith("\n") ? text.substring(0, text.length() - 1) : text, info.substring(0, end));
  }

  private List<Span> spans(Node parent) {
    List<Span> spans = new ArrayList<>();
    for (Node node = parent.getFirstChild();
        node != null && !inline.full();
        node = node.getNext()) {
      inline.piece();
      switch (node) {
        case Text text -> spans.addAll(inline.spans(text.getLiteral()));
        case SoftLineBreak _, HardLineBreak _ -> spans.add(new Span.LineBreak());
        case Emphasis emphasis -> spans.add(new Span.Italic(spans(emphasis)));
        case StrongEmphasis strong -> spans.add(new Span.Bold(spans(strong)));
        case Strikethrough strike -> spans.add(new Span.Strike(spans(strike)));
        case Code code -> spans.add(new Span.Code(SafeText.lines(code.getLiteral())));
        case HtmlInline html -> spans.addAll(inline.spans(html.getLiteral()));
        case Link link -> link(spans, spans(link), link.getDestination());
        case Image image -> link(spans, spans(image), image.getDestination());
        default -> spans.addAll(spans(node));
      }
    }
    return List.copyOf(spans);
  }

  /** A link that may not be followed is text that says where it would have led. */
  private void link(List<Span> spans, List<Span> inside, String destination) {
    Optional<URI> target = SafeLink.of(destination);
    if (target.isPresent()) {
      String shown = SafeText.oneLine(destination);
      spans.add(
          new Span.Link(inside.isEmpty() ? List.of(new Span.Text(shown)) : inside, target.get()));
    } else {
      spans.addAll(inside);
      spans.add(new Span.Text(" (" + SafeText.oneLine(destination) + ")"));
    }
  }
}
