package chatx.server.text;

import chatx.protocol.Limits;
import chatx.protocol.ProblemCode;
import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rules for the names of users and rooms and for display names.
 *
 * <p>Letters and digits of every script are welcome, with the marks that belong to them. Refused is
 * what makes one name pass for another or breaks the line it stands in: control, bidirectional and
 * zero-width characters, stacked marks, names without any letter, and (for users) words that people
 * take for the server itself. Names are NFC; lengths count code points. Whether a name is already
 * taken, or resembles one, is the store's question: see {@link NameKey}. Stateless, thread-safe.
 */
public final class NameRules {

  /** Longest user name, in code points. */
  public static final int USER_MAX = 32;

  /** Longest display name, in code points. */
  public static final int DISPLAY_MAX = 64;

  /** More marks on one letter than any living orthography stacks. */
  private static final int MARKS_MAX = 3;

  private static final String USER_EXTRA = "._-";
  private static final String ROOM_EXTRA = " ._-'&+#,!?()/:’";
  private static final String DISPLAY_EXTRA = " ._-'&,()’·";

  private static final Set<String> RESERVED =
      Stream.of(
              "admin",
              "admins",
              "administrator",
              "administrators",
              "all",
              "anonymous",
              "api",
              "bot",
              "broadcast",
              "channel",
              "chatx",
              "deleted",
              "deleted-user",
              "everybody",
              "everyone",
              "guest",
              "guests",
              "help",
              "here",
              "host",
              "localhost",
              "me",
              "mod",
              "moderator",
              "moderators",
              "mods",
              "nobody",
              "none",
              "null",
              "official",
              "online",
              "operator",
              "owner",
              "postmaster",
              "room",
              "root",
              "security",
              "self",
              "server",
              "service",
              "staff",
              "superuser",
              "support",
              "sysadmin",
              "system",
              "undefined",
              "unknown",
              "user",
              "webmaster")
          // ADM1N resembles ADMIN only in capitals.
          .flatMap(name -> Stream.of(name, name.toUpperCase(Locale.ROOT)))
          .map(NameKey::of)
          .flatMap(key -> key.shapes().stream())
          .collect(Collectors.toUnmodifiableSet());

  private NameRules() {}

  /** A user name: one word, 1–32 code points; begins and ends with a letter or digit. */
  public static Checked<String> userName(String raw, String field) {
    Checked<String> checked = check(raw, USER_MAX, USER_EXTRA, field);
    if (!(checked instanceof Checked.Ok<String>(String name))) {
      return checked;
    }
    if (USER_EXTRA.indexOf(name.codePointAt(0)) >= 0
        || USER_EXTRA.indexOf(name.codePointBefore(name.length())) >= 0) {
      return invalid("Begin and end the name with a letter or a digit.", field);
    }
    if (hasDoubledExtra(name)) {
      return invalid("Put a letter or a digit between the punctuation marks.", field);
    }
    if (NameKey.of(name).shapes().stream().anyMatch(RESERVED::contains)) {
      return invalid("This name is reserved for the server. Choose another one.", field);
    }
    return checked;
  }

  /** A room's name: 1–64 code points, single spaces inside. */
  public static Checked<String> roomName(String raw, String field) {
    return check(raw, Limits.ROOM_NAME, ROOM_EXTRA, field);
  }

  /** The name that people see: 1–64 code points, single spaces inside; need not be unique. */
  public static Checked<String> displayName(String raw, String field) {
    return check(raw, DISPLAY_MAX, DISPLAY_EXTRA, field);
  }

  private static Checked<String> check(String raw, int max, String extra, String field) {
    // A long text is refused before anything that costs more than counting.
    int length = raw.codePointCount(0, raw.length());
    if (length > max * 4) {
      return tooLong(length, max, field);
    }
    String name = Normalizer.normalize(stripSpaces(raw), Normalizer.Form.NFC);
    length = name.codePointCount(0, name.length());
    if (length == 0) {
      return invalid("The name is empty. Choose one of 1 to %d characters.".formatted(max), field);
    }
    if (length > max) {
      return tooLong(length, max, field);
    }
    boolean letters = false;
    int marks = 0;
    int before = -1;
    for (int i = 0; i < name.length(); ) {
      int c = name.codePointAt(i);
      if (isInvisible(c) && c != ' ') {
        return invalid(
            "The name holds an invisible or control character (U+%04X). Remove it.".formatted(c),
            field);
      }
      boolean mark = isMark(c);
      marks = mark ? marks + 1 : 0;
      if (mark && (before < 0 || !(Character.isLetter(before) || isMark(before)))) {
        return invalid("The name holds an accent without a letter below it.", field);
      }
      if (marks > MARKS_MAX) {
        return invalid("The name stacks too many accents on one letter.", field);
      }
      if (!mark && !isLetterOrDigit(c) && extra.indexOf(c) < 0) {
        return invalid(
            "The name holds “%s” (U+%04X). Use letters, digits and %s"
                .formatted(printable(c), c, describe(extra)),
            field);
      }
      if (c == ' ' && before == ' ') {
        return invalid("Use single spaces inside the name.", field);
      }
      letters |= Character.isLetter(c);
      before = c;
      i += Character.charCount(c);
    }
    if (!letters) {
      return invalid("Use at least one letter in the name.", field);
    }
    if (expandsTooFar(NameKey.of(name), max)) {
      return invalid(
          "The name uses a ligature that stands for a whole phrase. Write it in letters.", field);
    }
    return Checked.ok(name);
  }

  /**
   * Whether a code point shows nothing by itself: controls, format and bidirectional characters,
   * zero-width ones, every kind of space, line separators, and letters that are blank (Hangul
   * fillers, the Braille blank), lone surrogates and private or unassigned code points.
   */
  static boolean isInvisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default ->
          c == 0x2800 || UCharacter.hasBinaryProperty(c, UProperty.DEFAULT_IGNORABLE_CODE_POINT);
    };
  }

  /** Some letters (U+FDFA) fold to 18: the key's columns hold 8 and 16 characters for each one. */
  private static boolean expandsTooFar(NameKey key, int max) {
    return key.folded().length() > 8 * max
        || key.skeleton().length() > 16 * max
        || key.foldedSkeleton().length() > 16 * max;
  }

  private static boolean isLetterOrDigit(int c) {
    return Character.isLetter(c) || Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER;
  }

  private static boolean isMark(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
  }

  private static boolean hasDoubledExtra(String name) {
    for (int i = 1; i < name.length(); i++) {
      if (USER_EXTRA.indexOf(name.charAt(i)) >= 0 && USER_EXTRA.indexOf(name.charAt(i - 1)) >= 0) {
        return true;
      }
    }
    return false;
  }

  private static String stripSpaces(String raw) {
    int from = 0;
    int to = raw.length();
    while (from < to && raw.charAt(from) == ' ') {
      from++;
    }
    while (to > from && raw.charAt(to - 1) == ' ') {
      to--;
    }
    return raw.substring(from, to);
  }

  private static String describe(String extra) {
    String marks =
        extra.strip().codePoints().mapToObj(Character::toString).collect(Collectors.joining(" "));
    return (extra.startsWith(" ") ? "spaces and " : "") + marks;
  }

  private static String printable(int c) {
    return Character.toString(c);
  }

  private static Checked<String> tooLong(int length, int max, String field) {
    return invalid(
        "The name has %d characters, the limit is %d. Shorten it.".formatted(length, max), field);
  }

  private static Checked<String> invalid(String message, String field) {
    return Checked.refused(ProblemCode.NAME_INVALID, message, field);
  }
}
