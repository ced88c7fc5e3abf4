package chatx.desktop.notification;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Linux and other desktops of freedesktop.org, by libnotify's program. */
final class NotifySend implements SystemNotifier {
  /** What the program prints when the notification itself was clicked. */
  private static final String CLICKED = "default";

  /** What the program ends with when it does not know an option. */
  private static final int NOT_UNDERSTOOD = 1;

  private final ProgramLauncher launcher;

  /** Versions before 0.7.10 know no actions. */
  private volatile boolean plain;

  NotifySend(ProgramLauncher launcher) {
    this.launcher = launcher;
  }

  @Override
  public void show(String heading, String text, Runnable clicked) {
    if (plain) {
      run(heading, text, List.of(), () -> {}, () -> {});
      return;
    }
    run(
        heading,
        text,
        List.of("--action=" + CLICKED + "=ChatX"),
        clicked,
        () -> {
          plain = true;
          show(heading, text, clicked);
        });
  }

  private void run(
      String heading, String text, List<String> options, Runnable clicked, Runnable refused) {
    List<String> command = new ArrayList<>(List.of("notify-send", "--app-name=ChatX"));
    command.addAll(options);
    command.addAll(List.of("--", withoutNul(heading), escaped(withoutNul(text))));
    launcher.start(
        new ProgramLauncher.Call(command, Map.of(), ""),
        line -> {
          if (line.strip().equals(CLICKED)) {
            clicked.run();
          }
        },
        code -> {
          if (code == NOT_UNDERSTOOD) {
            refused.run();
          }
        });
  }

  /** The body is read as markup. */
  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** No argument of a program can have it. */
  private static String withoutNul(String text) {
    return text.replace("\0", "");
  }
}
