package chatx.desktop.conversation;

import chatx.desktop.model.Block;
import chatx.desktop.model.MessageBody;
import chatx.desktop.model.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One run of text that is laid out together: a paragraph, a list item's line or a code block. Its
 * characters are counted as they are shown, where an emoji is one; what is copied is longer then.
 *
 * @param pieces in reading order; none is empty
 * @param mark what stands in front of it when it is copied, such as a list's number; empty for none
 */
record Passage(List<Piece> pieces, String mark) {

  /** How a piece of text is dressed. */
  enum Dress {
    BOLD,
    ITALIC,
    STRIKE,
    CODE
  }

  /**
   * @param span what it is: never a span that contains others, except a link
   * @param dress what its surroundings make of it
   * @param link the link that it belongs to
   */
  record Piece(Span span, Set<Dress> dress, Span.@Nullable Link link) {

    /** What is copied. */
    String text() {
      return switch (span) {
        case Span.Text(var text) -> text;
        case Span.Code(var text) -> text;
        case Span.Mention(var name, _) -> "@" + name;
        case Span.MentionAll() -> "@room";
        case Span.RoomMention(var name) -> "#" + name;
        case Span.Emoji(var sequence) -> sequence;
        case Span.LineBreak() -> "\n";
        case Span.Bold _, Span.Italic _, Span.Strike _, Span.Link _ -> "";
      };
    }

    /** Characters as shown. */
    int length() {
      return span instanceof Span.Emoji ? 1 : text().length();
    }
  }

  /** Characters as shown. */
  int length() {
    return pieces.stream().mapToInt(Piece::length).sum();
  }

  /** What is copied of the characters shown from {@code from} to before {@code to}. */
  String copy(int from, int to) {
    var copied = new StringBuilder();
    int start = 0;
    for (var piece : pieces) {
      int end = start + piece.length();
      if (end > from && start < to) {
        String text = piece.text();
        copied.append(
            piece.span() instanceof Span.Emoji
                ? text
                : text.substring(Math.max(0, from - start), Math.min(end, to) - start));
      }
      start = end;
    }
    return copied.toString();
  }

  /** As it is shown, with a placeholder for each emoji. */
  String shown() {
    var shown = new StringBuilder();
    for (var piece : pieces) {
      shown.append(piece.span() instanceof Span.Emoji ? "\uFFFC" : piece.text());
    }
    return shown.toString();
  }

  /** All of it as it is copied, without its mark. */
  String text() {
    return copy(0, length());
  }

  /** A body's passages in reading order. */
  static List<Passage> of(MessageBody body) {
    return of(body.blocks());
  }

  static List<Passage> of(List<Block> blocks) {
    var passages = new ArrayList<Passage>();
    add(blocks, "", passages);
    return List.copyOf(passages);
  }

  private static void add(List<Block> blocks, String mark, List<Passage> passages) {
    String next = mark;
    for (var block : blocks) {
      switch (block) {
        case Block.Paragraph(var spans) -> passages.add(new Passage(pieces(spans), next));
        case Block.CodeBlock(var text, _) ->
            passages.add(new Passage(pieces(List.of(new Span.Code(text))), next));
        case Block.Quote(var quoted) -> add(quoted, next + "> ", passages);
        case Block.ListBlock list -> {
          int number = list.start();
          for (var item : list.items()) {
            add(item, next + (list.ordered() ? number + ". " : "- "), passages);
            number++;
            next = " ".repeat(mark.length());
          }
        }
      }
      next = " ".repeat(mark.length());
    }
  }

  private static List<Piece> pieces(List<Span> spans) {
    var pieces = new ArrayList<Piece>();
    addPieces(spans, Set.of(), null, pieces);
    return List.copyOf(pieces);
  }

  private static void addPieces(
      List<Span> spans, Set<Dress> dress, Span.@Nullable Link link, List<Piece> pieces) {
    for (var span : spans) {
      switch (span) {
        case Span.Bold(var inner) -> addPieces(inner, with(dress, Dress.BOLD), link, pieces);
        case Span.Italic(var inner) -> addPieces(inner, with(dress, Dress.ITALIC), link, pieces);
        case Span.Strike(var inner) -> addPieces(inner, with(dress, Dress.STRIKE), link, pieces);
        case Span.Link inner -> addPieces(inner.spans(), dress, inner, pieces);
        case Span.Code _ -> addPiece(new Piece(span, with(dress, Dress.CODE), link), pieces);
        case Span.Text _,
            Span.Mention _,
            Span.MentionAll _,
            Span.RoomMention _,
            Span.Emoji _,
            Span.LineBreak _ ->
            addPiece(new Piece(span, dress, link), pieces);
      }
    }
  }

  private static void addPiece(Piece piece, List<Piece> pieces) {
    if (piece.length() > 0) {
      pieces.add(piece);
    }
  }

  private static Set<Dress> with(Set<Dress> dress, Dress more) {
    var all = EnumSet.of(more);
    all.addAll(dress);
    return Collections.unmodifiableSet(all);
  }
}
