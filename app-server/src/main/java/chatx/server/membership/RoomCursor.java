package chatx.server.membership;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where a page of rooms ended: after this name, and this id among equals. */
record RoomCursor(String nameKey, UUID id) {
  static final RoomCursor START = new RoomCursor("", new UUID(0, 0));

  private static final int ID_LENGTH = 36;
  private static final int MAX_LENGTH = 4096;

  String text() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((id + nameKey).getBytes(StandardCharsets.UTF_8));
  }

  /** Null for what this server never wrote. */
  static @Nullable RoomCursor parse(String text) {
    try {
      if (text.length() > MAX_LENGTH) {
        return null;
      }
      String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
      if (plain.length() < ID_LENGTH || plain.indexOf('\0') >= 0) {
        return null;
      }
      return new RoomCursor(
          plain.substring(ID_LENGTH), UUID.fromString(plain.substring(0, ID_LENGTH)));
    } catch (IllegalArgumentException _) {
      return null;
    }
  }
}
