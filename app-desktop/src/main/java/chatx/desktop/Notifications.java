package chatx.desktop;

import chatx.desktop.model.Alert;
import chatx.desktop.model.AppModel;
import chatx.desktop.model.Attention;
import chatx.desktop.storage.Preferences;
import chatx.desktop.ui.SafeText;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows what deserves it: in the window always, through the system where that has a program for it.
 * JavaFX itself has no notifications.
 */
final class Notifications {
  private static final Logger log = LoggerFactory.getLogger(Notifications.class);

  private final AppModel app;
  private final Preferences preferences;
  private final MainWindow window;
  private final String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);

  Notifications(AppModel app, Preferences preferences, MainWindow window) {
    this.app = app;
    this.preferences = preferences;
    this.window = window;
  }

  void start() {
    app.onAlert(this::show);
  }

  private void show(Alert alert) {
    if (!preferences.get(Preferences.NOTIFICATIONS)) {
      return;
    }
    window.message(alert);
    if (alert.attention() == Attention.SYSTEM) {
      command(heading(alert), alert.text()).ifPresent(Notifications::run);
    }
  }

  static String heading(Alert alert) {
    return SafeText.oneLine(alert.author().displayName())
        + " · "
        + SafeText.oneLine(alert.room().name());
  }

  /** The words are arguments, never part of a command line or a script. */
  private Optional<List<String>> command(String heading, String text) {
    if (system.contains("linux")) {
      return Optional.of(
          List.of("notify-send", "--app-name=ChatX", "--", heading, escapedForMarkup(text)));
    }
    if (system.contains("mac")) {
      return Optional.of(
          List.of(
              "osascript",
              "-e",
              "on run argv",
              "-e",
              "display notification (item 2 of argv) with title (item 1 of argv)",
              "-e",
              "end run",
              heading,
              text));
    }
    return Optional.empty();
  }

  /** The freedesktop notification server reads the body as markup. */
  private static String escapedForMarkup(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static void run(List<String> command) {
    Thread.ofVirtual()
        .name("notification")
        .start(() -> {
          try {
            Process process =
                new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var _ = process.waitFor();
          } catch (IOException missing) {
            log.debug("no notification program: {}", missing.toString());
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
        });
  }
}
