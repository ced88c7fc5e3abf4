package chatx.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.desktop.storage.AppFolder;
import chatx.desktop.storage.Preferences;
import chatx.desktop.storage.WindowGeometry;
import chatx.desktop.testing.MemoryVault;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The window itself: its place, its language, its end. */
@SuppressWarnings("NullAway.Init")
class WindowComesBackTest {
  @TempDir private Path data;

  @Test
  void a_window_stands_where_it_stood() throws Exception {
    try (RunningApp app = RunningApp.start(data, new MemoryVault())) {
      app.awaitFocus("welcome-display-name");
      var _ =
          app.of(stage -> {
            stage.setX(20);
            stage.setY(30);
            stage.setWidth(800);
            stage.setHeight(600);
            return true;
          });
      app.quit(false);
    }
    assertThat(kept()).isEqualTo(new WindowGeometry(20, 30, 800, 600, false));
    try (RunningApp app = RunningApp.start(data, new MemoryVault())) {
      assertThat(app.of(WindowComesBackTest::place)).containsExactly(20.0, 30.0, 800.0, 600.0);
    }
  }

  @Test
  void a_maximized_window_comes_back_maximized_and_keeps_the_place_before() throws Exception {
    var before = new WindowGeometry(40, 50, 700, 500, true);
    keep(before);
    for (int i = 0; i < 2; i++) {
      try (RunningApp app = RunningApp.start(data, new MemoryVault())) {
        app.awaitFocus("welcome-display-name");
        assertThat(app.of(Stage::isMaximized)).isTrue();
        app.quit(false);
      }
      assertThat(kept()).isEqualTo(before);
    }
  }

  @Test
  void a_window_that_would_be_on_no_screen_is_put_on_one() throws Exception {
    keep(new WindowGeometry(90_000, 90_000, 800, 600, false));
    try (RunningApp app = RunningApp.start(data, new MemoryVault())) {
      app.awaitFocus("welcome-display-name");
      assertThat(app.of(Stage::getX)).isLessThan(10_000.0);
    }
  }

  @Test
  void quitting_twice_is_quitting_once() throws Exception {
    try (RunningApp app = RunningApp.start(data, new MemoryVault())) {
      app.awaitFocus("welcome-display-name");
      app.quitTwice();
      // The folder is free, so everything is closed.
      ((AppFolder.Opened) AppFolder.open(data, List.of())).folder().close();
      assertThat(app.endings()).isEqualTo(1);
    }
  }

  @Test
  void another_language_during_the_first_run_keeps_the_first_run_on_the_screen() throws Exception {
    try (RunningApp app = RunningApp.start(data, new MemoryVault())) {
      app.awaitFocus("welcome-display-name");
      assertThat(app.words()).contains("Welcome to ChatX");
      app.preferences().set(Preferences.LOCALE, "de");
      app.awaitWords("Willkommen bei ChatX");
      app.awaitFocus("welcome-display-name");
      app.write("Ada");
      app.press(KeyCode.ENTER);
      app.awaitFocus("welcome-room-password");
      app.preferences().set(Preferences.LOCALE, "en");
      app.awaitWords("Welcome to ChatX");
    }
  }

  private static List<Double> place(Stage stage) {
    return List.of(stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight());
  }

  private WindowGeometry kept() {
    try (AppFolder folder = ((AppFolder.Opened) AppFolder.open(data, List.of())).folder();
        Preferences preferences = Preferences.open(folder, Clock.systemUTC())) {
      return preferences.get(Preferences.WINDOW);
    }
  }

  private void keep(WindowGeometry geometry) {
    try (AppFolder folder = ((AppFolder.Opened) AppFolder.open(data, List.of())).folder();
        Preferences preferences = Preferences.open(folder, Clock.systemUTC())) {
      preferences.set(Preferences.WINDOW, geometry);
    }
  }
}
