package chatx.desktop.ui;

import chatx.protocol.UserId;
import java.nio.charset.StandardCharsets;
import java.text.BreakIterator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;

/** Initials on a colour. The colour comes from the id, so it outlives a change of name. */
public final class Avatar {
  /** White text has a contrast of at least 4.5 on each of them. */
  static final List<String> COLOURS =
      List.of(
          "#b4232f", "#b3400c", "#8f5a00", "#4d7000", "#147a3d", "#0b7468", "#0b6fa4", "#2563c9",
          "#4f46e5", "#7a3fd0", "#a02c9b", "#b82560");

  private Avatar() {}

  /** Round, for a person; size in pixels. */
  public static StackPane of(UserId id, String displayName, double size) {
    return tile(id.value(), displayName, size, size / 2, "avatar");
  }

  /** With rounded corners, for a server: the same colour in everybody's app; size in pixels. */
  public static StackPane server(String name, double size) {
    return square(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)), name, size);
  }

  /** With rounded corners, for a room; size in pixels. */
  public static StackPane square(UUID id, String name, double size) {
    return tile(id, name, size, size * 0.28, "avatar-square");
  }

  static String colour(UUID id) {
    return COLOURS.get(Math.floorMod(id.hashCode(), COLOURS.size()));
  }

  /** At most two letters or digits: of the first and the last word. */
  static String initials(String name) {
    String[] words = SafeText.oneLine(name).strip().split("[\\s._#@-]+", -1);
    String first = "";
    String last = "";
    for (String word : words) {
      String letter = firstLetter(word);
      if (!letter.isEmpty()) {
        if (first.isEmpty()) {
          first = letter;
        } else {
          last = letter;
        }
      }
    }
    return first.isEmpty() ? "?" : first + last;
  }

  private static String firstLetter(String word) {
    var characters = BreakIterator.getCharacterInstance(Locale.ROOT);
    characters.setText(word);
    int start = characters.first();
    for (int end = characters.next();
        end != BreakIterator.DONE;
        start = end, end = characters.next()) {
      if (Character.isLetterOrDigit(word.codePointAt(start))) {
        return new String(Character.toChars(word.codePointAt(start))).toUpperCase(Locale.ROOT);
      }
    }
    return "";
  }

  private static StackPane tile(
      UUID id, String name, double size, double radius, String styleClass) {
    var letters = new Label(initials(name));
    letters.setMinSize(size, size);
    letters.setMaxSize(size, size);
    letters.setStyle("-fx-font-size: " + Math.round(size * 0.38) + "px;");
    var tile = new StackPane(letters);
    tile.getStyleClass().addAll("avatar-tile", styleClass);
    tile.setStyle(
        "-fx-background-color: " + colour(id) + "; -fx-background-radius: " + radius + "px;");
    tile.setMinSize(size, size);
    tile.setPrefSize(size, size);
    tile.setMaxSize(size, size);
    tile.setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    tile.setAccessibleText(SafeText.oneLine(name));
    return tile;
  }
}
