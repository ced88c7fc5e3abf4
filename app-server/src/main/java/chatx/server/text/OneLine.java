package chatx.server.text;

import org.jspecify.annotations.Nullable;

/**
 * Makes any text safe to stand in one line of a log, an audit row or a terminal: what would break
 * the line, move the cursor or turn the reading direction is written as its code point instead, as
 * {@code \n}, {@code \r}, {@code \t} or <code>&#92;u{1b}</code>.
 */
public final class OneLine {
  private static final String ELLIPSIS = "…";

  private OneLine() {}

  /** The text in one line. */
  public static String of(String text) {
    int i = 0;
    while (i < text.length() && isPlain(text.charAt(i))) {
      i++;
    }
    if (i == text.length()) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + 16).append(text, 0, i);
    while (i < text.length()) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      switch (c) {
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (isUnsafe(c)) {
            out.append("\\u{").append(Integer.toHexString(c)).append('}');
          } else {
            out.appendCodePoint(c);
          }
        }
      }
    }
    return out.toString();
  }

  /**
   * The same, cut to {@code maxLength} UTF-16 units with an ellipsis in the last place. Never cuts
   * a character in half.
   */
  public static String of(String text, int maxLength) {
    // Escaping only makes text longer, so nothing after this prefix can be kept.
    String line = of(text.length() > maxLength ? prefix(text, maxLength + 2) : text);
    return line.length() <= maxLength ? line : prefix(line, maxLength - 1) + ELLIPSIS;
  }

  /** As {@link #of(String, int)}, for what may be absent. */
  public static @Nullable String ofNullable(@Nullable String text, int maxLength) {
    return text == null ? null : of(text, maxLength);
  }

  private static String prefix(String text, int length) {
    if (length <= 0 || length >= text.length()) {
      return length <= 0 ? "" : text;
    }
    boolean halves =
        Character.isHighSurrogate(text.charAt(length - 1))
            && Character.isLowSurrogate(text.charAt(length));
    return text.substring(0, halves ? length - 1 : length);
  }

  private static boolean isPlain(char c) {
    return c >= ' ' && c < 0x7f;
  }

  private static boolean isUnsafe(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      // Turns the direction of the rest of the line.
      default -> (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0xfeff;
    };
  }
}
