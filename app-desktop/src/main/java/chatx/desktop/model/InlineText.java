package chatx.desktop.model;

import chatx.desktop.ui.EmojiTable;
import chatx.desktop.ui.SafeText;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds emoji, shortcodes, mentions and line ends in the plain text of one message. */
final class InlineText {
  /** So many pieces a message may have; what follows is one piece. */
  static final int PIECES = 1_000;

  /** What calls everybody, without the {@code @}. */
  private static final String ALL = "room";

  /** Letters and digits with their marks, and what names may hold beside them. */
  private static final String WORD = "[\\p{L}\\p{N}\\p{M}][\\p{L}\\p{N}\\p{M}._-]{0,63}";

  private static final Pattern SPECIAL =
      Pattern.compile(
          "(?<line>\n)"
              + "|(?<![\\p{L}\\p{N}\\p{M}@#/])@(?<name>WORD)".replace("WORD", WORD)
              + "|(?<![\\p{L}\\p{N}\\p{M}@#/&])#(?<room>WORD)".replace("WORD", WORD)
              + "|(?<code>:[a-zA-Z0-9_+-]{1,48}:)");

  private final String myName;
  private int pieces;
  private boolean mentionsMe;
  private boolean mentionsAll;

  InlineText(String myName) {
    this.myName = Normalizer.normalize(myName, Normalizer.Form.NFC);
  }

  boolean mentionsMe() {
    return mentionsMe;
  }

  boolean mentionsAll() {
    return mentionsAll;
  }

  /** Whether the message has as many pieces as it may have. */
  boolean full() {
    return pieces >= PIECES;
  }

  /** Counts a piece that was made elsewhere. */
  void piece() {
    pieces++;
  }

  /** The pieces of a text that holds no Markdown. */
  List<Span> spans(String source) {
    String text = SafeText.lines(source);
    List<Span> spans = new ArrayList<>();
    List<EmojiTable.Found> emoji = emoji(text);
    int nextEmoji = 0;
    Matcher special = SPECIAL.matcher(text);
    boolean found = special.find();
    int done = 0;
    int from = 0;
    while (!full()) {
      while (found && special.start() < from) {
        found = special.find();
      }
      while (nextEmoji < emoji.size() && emoji.get(nextEmoji).start() < from) {
        nextEmoji++;
      }
      int specialAt = found ? special.start() : text.length();
      int emojiAt = nextEmoji < emoji.size() ? emoji.get(nextEmoji).start() : text.length();
      if (specialAt == text.length() && emojiAt == text.length()) {
        break;
      }
      if (emojiAt <= specialAt) {
        EmojiTable.Found one = emoji.get(nextEmoji);
        from = one.end();
        if (one.picture()) {
          text(spans, text.substring(done, emojiAt));
          add(spans, new Span.Emoji(text.substring(emojiAt, from)));
          done = from;
        }
      } else {
        Piece piece = piece(special);
        from = Math.max(piece.end(), specialAt + 1);
        if (piece.span() != null) {
          text(spans, text.substring(done, specialAt));
          add(spans, piece.span());
          from = piece.end();
          done = from;
        } else {
          // A colon may end what was no shortcode and begin one.
          from = specialAt + 1;
          found = special.find(from);
        }
      }
    }
    text(spans, text.substring(done));
    return Collections.unmodifiableList(spans);
  }

  private record Piece(@Nullable Span span, int end) {}

  private Piece piece(Matcher special) {
    int end = special.end();
    if (special.group("line") != null) {
      return new Piece(new Span.LineBreak(), end);
    }
    String code = special.group("code");
    if (code != null) {
      return new Piece(
          EmojiTable.shared()
              .byCode(code.substring(1, code.length() - 1))
              .map(Span.Emoji::new)
              .orElse(null),
          end);
    }
    String name = special.group("name");
    if (name == null) {
      String room = withoutTail(special.group("room"));
      return new Piece(new Span.RoomMention(room), special.start() + 1 + room.length());
    }
    if (!isMe(name)) {
      name = withoutTail(name);
      end = special.start() + 1 + name.length();
    }
    if (name.equalsIgnoreCase(ALL)) {
      mentionsAll = true;
      return new Piece(new Span.MentionAll(), end);
    }
    boolean me = isMe(name);
    mentionsMe |= me;
    return new Piece(new Span.Mention(name, me), end);
  }

  private boolean isMe(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC).equalsIgnoreCase(myName);
  }

  /** A full stop behind a name ends the sentence. */
  private static String withoutTail(String word) {
    int end = word.length();
    while (end > 1 && "._-".indexOf(word.charAt(end - 1)) >= 0) {
      end--;
    }
    return word.substring(0, end);
  }

  /** Most texts have none, and then the table of emoji need not be there. */
  private static List<EmojiTable.Found> emoji(String text) {
    boolean possible =
        text.chars().anyMatch(c -> c >= 0x203C || c == 0xA9 || c == 0xAE || c == 0x20E3);
    return possible ? EmojiTable.shared().find(text) : List.of();
  }

  private void text(List<Span> spans, String text) {
    if (!text.isEmpty()) {
      add(spans, new Span.Text(text));
    }
  }

  private void add(List<Span> spans, Span span) {
    spans.add(span);
    pieces++;
  }
}
