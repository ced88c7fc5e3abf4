package chatx.server.membership;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where a page of rooms ended: after this name, and this id among equals. */
record RoomCursor(String nameKey, UUID id) {
  static final RoomCursor START = new RoomCursor("", new UUID(0, 0));

  private static final int ID_LENGTH = 36;

  String text() {
    return CursorText.of(id + nameKey);
  }

  /** Null for what this server never wrote. */
  static @Nullable RoomCursor parse(String text) {
    String plain = CursorText.read(text);
    if (plain == null || plain.length() < ID_LENGTH) {
      return null;
    }
    try {
      return new RoomCursor(
          plain.substring(ID_LENGTH), UUID.fromString(plain.substring(0, ID_LENGTH)));
    } catch (IllegalArgumentException _) {
      return null;
    }
  }
}
