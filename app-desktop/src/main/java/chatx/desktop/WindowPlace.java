package chatx.desktop;

import chatx.desktop.storage.Preferences;
import chatx.desktop.storage.WindowGeometry;
import chatx.desktop.window.MainView;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;

/** Where the window stands; it comes back there. FX thread only. */
final class WindowPlace {
  private final Stage stage;
  private final Preferences preferences;

  WindowPlace(Stage stage, Preferences preferences) {
    this.stage = stage;
    this.preferences = preferences;
  }

  /** Where it was when it was closed last, if that is still on a screen. */
  void restore() {
    stage.setMinWidth(MainView.SMALLEST_WIDTH);
    stage.setMinHeight(MainView.SMALLEST_HEIGHT);
    WindowGeometry last = preferences.get(Preferences.WINDOW);
    if (isOnAScreen(last)) {
      stage.setX(last.x());
      stage.setY(last.y());
      stage.setWidth(last.width());
      stage.setHeight(last.height());
      stage.setMaximized(last.maximized());
    }
  }

  /** A maximized window keeps the place that it had before. */
  void keep() {
    WindowGeometry before = preferences.get(Preferences.WINDOW);
    boolean maximized = stage.isMaximized();
    if (!maximized) {
      before = at((int) stage.getWidth(), (int) stage.getHeight());
    } else if (before.equals(WindowGeometry.NONE)) {
      before = at((int) MainView.USUAL_WIDTH, (int) MainView.USUAL_HEIGHT);
    }
    preferences.set(
        Preferences.WINDOW,
        new WindowGeometry(before.x(), before.y(), before.width(), before.height(), maximized));
  }

  private WindowGeometry at(int width, int height) {
    return new WindowGeometry((int) stage.getX(), (int) stage.getY(), width, height, false);
  }

  private static boolean isOnAScreen(WindowGeometry window) {
    return window.width() >= MainView.SMALLEST_WIDTH
        && window.height() >= MainView.SMALLEST_HEIGHT
        && Screen.getScreens().stream()
            .map(Screen::getVisualBounds)
            .anyMatch(bounds ->
                bounds.intersects(
                    new Rectangle2D(window.x(), window.y(), window.width(), window.height())));
  }
}
