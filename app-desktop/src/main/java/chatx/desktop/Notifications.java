package chatx.desktop;

import chatx.desktop.model.Alert;
import chatx.desktop.model.AppModel;
import chatx.desktop.model.Attention;
import chatx.desktop.notification.SystemNotifier;
import chatx.desktop.storage.Preferences;
import chatx.desktop.ui.SafeText;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Shows what deserves it: in the window always, and outside of it when the person is elsewhere. FX
 * thread only.
 */
final class Notifications {
  private final AppModel app;
  private final Preferences preferences;
  private final SystemNotifier system;
  private final Consumer<Alert> inWindow;
  private final Consumer<Alert> goThere;
  private final Executor fx;

  /**
   * @param goThere what a click on a notification of the system does
   */
  Notifications(
      AppModel app,
      Preferences preferences,
      SystemNotifier system,
      Consumer<Alert> inWindow,
      Consumer<Alert> goThere,
      Executor fx) {
    this.app = app;
    this.preferences = preferences;
    this.system = system;
    this.inWindow = inWindow;
    this.goThere = goThere;
    this.fx = fx;
  }

  void start() {
    app.onAlert(this::show);
  }

  private void show(Alert alert) {
    if (!preferences.get(Preferences.NOTIFICATIONS)) {
      return;
    }
    inWindow.accept(alert);
    if (alert.attention() == Attention.SYSTEM) {
      system.show(heading(alert), alert.text(), () -> fx.execute(() -> goThere.accept(alert)));
    }
  }

  static String heading(Alert alert) {
    return SafeText.oneLine(alert.author().displayName())
        + " · "
        + SafeText.oneLine(alert.room().name());
  }
}
