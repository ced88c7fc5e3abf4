package chatx.desktop.notification;

import java.util.Locale;

/** Shows a notification outside of the window, where the system has a program for it. */
@FunctionalInterface
public interface SystemNotifier {
  /**
   * Shows it, in its own time; quiet where that is not possible. Any thread.
   *
   * @param heading one line; may be hostile
   * @param text may be hostile
   * @param clicked called on any thread when the person clicks on it, where the system tells
   */
  void show(String heading, String text, Runnable clicked);

  /**
   * That of a system.
   *
   * @param system its name as Java says it
   */
  static SystemNotifier of(String system, ProgramLauncher launcher) {
    String name = system.toLowerCase(Locale.ROOT);
    if (name.contains("linux")) {
      return new NotifySend(launcher);
    }
    if (name.contains("mac")) {
      return new OsaScript(launcher);
    }
    if (name.contains("windows")) {
      return new PowerShellToast(launcher);
    }
    return (_, _, _) -> {};
  }
}
