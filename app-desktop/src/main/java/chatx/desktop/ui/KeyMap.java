package chatx.desktop.ui;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/** What the keys of the whole window do. FX thread only. */
public final class KeyMap {
  private final Map<Shortcut, Runnable> actions = new EnumMap<>(Shortcut.class);

  /** Puts an action behind a key of the window; the last one counts. */
  public void on(Shortcut shortcut, Runnable action) {
    if (shortcut.scope() != Shortcut.Scope.WINDOW) {
      throw new IllegalArgumentException(shortcut + " belongs to a view");
    }
    actions.put(shortcut, action);
  }

  /** From now on the scene's keys act, before any control sees them. */
  public void install(Scene scene) {
    scene.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
  }

  /** In the order in which help shows them. */
  public static List<Shortcut> in(Shortcut.Scope scope) {
    return Stream.of(Shortcut.values()).filter(shortcut -> shortcut.scope() == scope).toList();
  }

  /** As it is printed on keys of this system. */
  public static String display(Shortcut shortcut) {
    return shortcut.keys().getDisplayText();
  }

  private void pressed(KeyEvent event) {
    for (Map.Entry<Shortcut, Runnable> entry : actions.entrySet()) {
      if (entry.getKey().matches(event) || isOtherPlus(entry.getKey(), event)) {
        event.consume();
        entry.getValue().run();
        return;
      }
    }
  }

  /** On most layouts plus is Shift and equals, or a key of the number pad. */
  private static boolean isOtherPlus(Shortcut shortcut, KeyEvent event) {
    if (!event.isShortcutDown() || event.isAltDown()) {
      return false;
    }
    KeyCode code = event.getCode();
    return switch (shortcut) {
      case LARGER_TEXT -> code == KeyCode.EQUALS || code == KeyCode.ADD;
      case SMALLER_TEXT -> code == KeyCode.SUBTRACT;
      case NORMAL_TEXT -> code == KeyCode.NUMPAD0;
      default -> false;
    };
  }
}
