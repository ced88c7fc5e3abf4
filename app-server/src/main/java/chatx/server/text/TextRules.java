package chatx.server.text;

import chatx.protocol.Limits;
import chatx.protocol.ProblemCode;
import org.jspecify.annotations.Nullable;

/**
 * Rules for free text: message bodies and topics.
 *
 * <p>Text is kept as it was written, with one exception: CR LF and a lone CR become LF, so that one
 * text has one form on every system. What cannot be stored or shown safely is refused instead of
 * being repaired: lone surrogates have no UTF-8 form, PostgreSQL has no NUL, and control characters
 * steer terminals and logs. Lengths count Unicode code points. Stateless and thread-safe.
 */
public final class TextRules {

  private TextRules() {}

  /**
   * A message's body: something visible, at most {@code maxCodePoints} long, line breaks and tabs
   * allowed.
   */
  public static Checked<String> body(String raw, int maxCodePoints, String field) {
    String text = unifyLineBreaks(raw);
    String problem = unsafe(text, true);
    if (problem != null) {
      return Checked.refused(ProblemCode.BAD_TEXT, problem, field);
    }
    if (isBlank(text)) {
      return Checked.refused(
          ProblemCode.EMPTY, "There is no text to send. Write something first.", field);
    }
    return withinLimit(text, maxCodePoints, field);
  }

  /** A room's topic: one line, may be empty, at most {@link Limits#TOPIC} code points. */
  public static Checked<String> topic(String raw, String field) {
    String text = raw.strip();
    String problem = unsafe(text, false);
    if (problem != null) {
      return Checked.refused(ProblemCode.BAD_TEXT, problem, field);
    }
    return withinLimit(text, Limits.TOPIC, field);
  }

  /**
   * Whether a database can be asked for the text. What cannot is in no stored text either, so
   * whoever looks for it finds nothing.
   */
  public static boolean isStorable(String text) {
    return text.codePoints().noneMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE);
  }

  /** Whether the text holds nothing that a reader would see. */
  static boolean isBlank(String text) {
    return text.codePoints().allMatch(NameRules::isInvisible);
  }

  /** Why the text cannot be kept, in words, or null. */
  static @Nullable String unsafe(String text, boolean lines) {
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (Character.getType(c) == Character.SURROGATE) {
        return "The text holds half of a character (a lone surrogate). Send whole characters.";
      }
      boolean lineCharacter = c == '\n' || c == '\t';
      if (Character.getType(c) == Character.CONTROL && !(lines && lineCharacter)) {
        return "The text holds a control character (U+%04X). Remove it.".formatted(c);
      }
      if (!lines && (c == 0x2028 || c == 0x2029)) {
        return "The text holds a line break. Write it in one line.";
      }
      i += Character.charCount(c);
    }
    return null;
  }

  private static Checked<String> withinLimit(String text, int max, String field) {
    int length = text.codePointCount(0, text.length());
    if (length > max) {
      return Checked.refused(
          ProblemCode.TOO_LONG,
          "The text has %d characters, the limit is %d. Shorten it.".formatted(length, max),
          field);
    }
    return Checked.ok(text);
  }

  private static String unifyLineBreaks(String raw) {
    return raw.indexOf('\r') < 0 ? raw : raw.replace("\r\n", "\n").replace('\r', '\n');
  }
}
