package chatx.desktop.welcome;

import java.util.regex.Pattern;

/** Makes the one word that a person signs in with from the name that others see. */
public final class SignInName {
  /** In code points, as the server has it. */
  private static final int LONGEST = 32;

  private static final Pattern OTHER_SIGNS = Pattern.compile("[^\\p{L}\\p{M}\\p{Nd}]+");
  private static final Pattern ENDS = Pattern.compile("^\\.+|\\.+$");

  private SignInName() {}

  /** Words joined by dots; empty when the name has neither letters nor digits. */
  public static String suggestion(String displayName) {
    String joined = OTHER_SIGNS.matcher(displayName).replaceAll(".");
    String word = ENDS.matcher(joined).replaceAll("");
    int[] points = word.codePoints().limit(LONGEST).toArray();
    return ENDS.matcher(new String(points, 0, points.length)).replaceAll("");
  }
}
