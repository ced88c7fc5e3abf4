package chatx.desktop.ui;

/**
 * Text of strangers, made fit to be shown: what would turn the reading order of the words around
 * it, hide, or ring is replaced by a visible mark. Immutable rules; any thread.
 */
public final class SafeText {
  private static final char MARK = '\uFFFD';

  /** More marks on one letter than any writing needs; the rest would cover the lines around it. */
  private static final int MARKS = 6;

  private SafeText() {}

  /** For names, topics and everything else that is one line: line ends become blanks. */
  public static String oneLine(String text) {
    return clean(text, false);
  }

  /** For bodies: line ends and tabs stay. */
  public static String lines(String text) {
    return clean(text, true);
  }

  private static String clean(String text, boolean keepLines) {
    int first = firstToChange(text, keepLines);
    if (first == text.length()) {
      return text;
    }
    var out = new StringBuilder(text.length()).append(text, 0, first);
    int marks = 0;
    for (int i = first; i < text.length(); ) {
      int point = text.codePointAt(i);
      i += Character.charCount(point);
      marks = isMark(point) ? marks + 1 : 0;
      if (marks > MARKS) {
        continue;
      }
      if (harmless(point, keepLines)) {
        out.appendCodePoint(point);
      } else if (isLineEnd(point)) {
        boolean pair = point == '\r' && i < text.length() && text.charAt(i) == '\n';
        if (!pair) {
          out.append(keepLines ? '\n' : ' ');
        }
      } else if (point == '\t') {
        out.append(' ');
      } else {
        out.append(MARK);
      }
    }
    return out.toString();
  }

  private static int firstToChange(String text, boolean keepLines) {
    int i = 0;
    int marks = 0;
    while (i < text.length()) {
      int point = text.codePointAt(i);
      marks = isMark(point) ? marks + 1 : 0;
      if (!harmless(point, keepLines)) {
        return i;
      }
      if (marks > MARKS) {
        // The count starts anew from here on, so go back to the letter.
        return text.offsetByCodePoints(i, -MARKS);
      }
      i += Character.charCount(point);
    }
    return i;
  }

  private static boolean isMark(int point) {
    int type = Character.getType(point);
    return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
  }

  private static boolean isLineEnd(int point) {
    return point == '\n' || point == '\r' || point == 0x85 || point == 0x2028 || point == 0x2029;
  }

  private static boolean harmless(int point, boolean keepLines) {
    if (point == '\n' || point == '\t') {
      return keepLines;
    }
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      case Character.FORMAT -> isHarmlessFormat(point);
      default -> true;
    };
  }

  /**
   * Joiners make Persian words and emoji, the two direction marks and the soft hyphen harm nobody,
   * tags make the flags of regions; overrides, embeddings and isolates reach beyond their own text.
   */
  private static boolean isHarmlessFormat(int point) {
    return point == 0x200C
        || point == 0x200D
        || point == 0x200E
        || point == 0x200F
        || point == 0xAD
        || point == 0x61C
        || (point >= 0xE0020 && point <= 0xE007F)
        || (point >= 0x600 && point <= 0x605)
        || point == 0x6DD
        || point == 0x70F;
  }
}
