package chatx.server.membership;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Where a page ended, as a text that clients hand back unread. */
final class CursorText {
  private static final int MAX_LENGTH = 4096;

  private CursorText() {}

  static String of(String position) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(position.getBytes(StandardCharsets.UTF_8));
  }

  /** The position again; null for what this server never wrote. */
  static @Nullable String read(String text) {
    if (text.length() > MAX_LENGTH) {
      return null;
    }
    try {
      String position = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
      return of(position).equals(text) && position.indexOf('\0') < 0 ? position : null;
    } catch (IllegalArgumentException _) {
      return null;
    }
  }
}
