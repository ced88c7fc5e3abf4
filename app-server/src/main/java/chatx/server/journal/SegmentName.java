package chatx.server.journal;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The file name of segment n: sixteen digits, so that names sort as numbers do. */
final class SegmentName {
  static final String SUFFIX = ".journal";
  private static final Pattern FORM = Pattern.compile("(\\d{16})" + Pattern.quote(SUFFIX));

  private SegmentName() {}

  static String of(long number) {
    return "%016d".formatted(number) + SUFFIX;
  }

  /** The number in the name, or empty for a file that is not a segment. */
  static OptionalLong number(String name) {
    Matcher form = FORM.matcher(name);
    return form.matches() ? OptionalLong.of(Long.parseLong(form.group(1))) : OptionalLong.empty();
  }
}
