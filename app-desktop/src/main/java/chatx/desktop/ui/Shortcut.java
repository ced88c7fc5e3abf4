package chatx.desktop.ui;

import java.util.Locale;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/**
 * All keys of the app. The help sheet is made from this list; every view asks it, so that a key and
 * its description cannot part. {@code Shortcut} is Ctrl, on macOS Command.
 */
public enum Shortcut {
  SWITCHER(Scope.WINDOW, "Shortcut+K"),
  FIND_IN_ROOM(Scope.WINDOW, "Shortcut+F"),
  BROWSE_ROOMS(Scope.WINDOW, "Shortcut+Shift+B"),
  NEW_ROOM(Scope.WINDOW, "Shortcut+Shift+N"),
  PREVIOUS_ROOM(Scope.WINDOW, "Alt+Up"),
  NEXT_ROOM(Scope.WINDOW, "Alt+Down"),
  PREVIOUS_UNREAD(Scope.WINDOW, "Alt+Shift+Up"),
  NEXT_UNREAD(Scope.WINDOW, "Alt+Shift+Down"),
  NEXT_REGION(Scope.WINDOW, "F6"),
  PREVIOUS_REGION(Scope.WINDOW, "Shift+F6"),
  TOGGLE_ROOMS(Scope.WINDOW, "Shortcut+Shift+D"),
  TOGGLE_MEMBERS(Scope.WINDOW, "Shortcut+Shift+M"),
  SETTINGS(Scope.WINDOW, "Shortcut+Comma"),
  HELP(Scope.WINDOW, "Shortcut+Slash"),
  LARGER_TEXT(Scope.WINDOW, "Shortcut+Plus"),
  SMALLER_TEXT(Scope.WINDOW, "Shortcut+Minus"),
  NORMAL_TEXT(Scope.WINDOW, "Shortcut+0"),
  QUIT(Scope.WINDOW, "Shortcut+Q"),
  SEND(Scope.COMPOSER, "Enter"),
  NEW_LINE(Scope.COMPOSER, "Shift+Enter"),
  COMPLETE(Scope.COMPOSER, "Tab"),
  EMOJI(Scope.COMPOSER, "Shortcut+E"),
  COPY(Scope.TIMELINE, "Shortcut+C"),
  SELECT_ALL(Scope.TIMELINE, "Shortcut+A"),
  OLDER(Scope.TIMELINE, "Page Up"),
  NEWER(Scope.TIMELINE, "Page Down"),
  FIRST_MESSAGE(Scope.TIMELINE, "Shortcut+Home"),
  LATEST_MESSAGE(Scope.TIMELINE, "Shortcut+End"),
  MARK_READ(Scope.TIMELINE, "Esc");

  /** Where the focus must be. Keys of {@link #WINDOW} work everywhere, so no other may use them. */
  public enum Scope {
    WINDOW,
    COMPOSER,
    TIMELINE
  }

  private final Scope scope;
  private final String keys;

  Shortcut(Scope scope, String keys) {
    this.scope = scope;
    this.keys = keys;
  }

  public Scope scope() {
    return scope;
  }

  public KeyCombination keys() {
    return KeyCombination.valueOf(keys);
  }

  public boolean matches(KeyEvent event) {
    return keys().match(event);
  }

  /** The key of the words that say what it does. */
  public String textKey() {
    return "keys." + name().toLowerCase(Locale.ROOT);
  }
}
