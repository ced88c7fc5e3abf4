package chatx.desktop.storage;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the window was, in the screen's units; the size is the one it has when not maximized. */
public record WindowGeometry(int x, int y, int width, int height, boolean maximized) {
  /** No window has been closed yet. */
  public static final WindowGeometry NONE = new WindowGeometry(0, 0, 0, 0, false);

  private static final Pattern WRITTEN =
      Pattern.compile("(-?\\d{1,6}),(-?\\d{1,6}) (\\d{1,6})x(\\d{1,6})( maximized)?");

  /** As the preferences keep it: {@code 100,80 1280x800 maximized}. */
  String written() {
    return x + "," + y + " " + width + "x" + height + (maximized ? " maximized" : "");
  }

  static Optional<WindowGeometry> read(String text) {
    Matcher parts = WRITTEN.matcher(text);
    return parts.matches()
        ? Optional.of(
            new WindowGeometry(
                Integer.parseInt(parts.group(1)),
                Integer.parseInt(parts.group(2)),
                Integer.parseInt(parts.group(3)),
                Integer.parseInt(parts.group(4)),
                parts.group(5) != null))
        : Optional.empty();
  }
}
