package chatx.desktop.notification;

import java.util.List;
import java.util.Map;

/** macOS, by a script that never changes; the words are its arguments. */
final class OsaScript implements SystemNotifier {
  /** With the script as input, nothing after the dash is read as an option. */
  private static final List<String> PROGRAM = List.of("osascript", "-");

  private static final String SCRIPT =
      """
      on run argv
        display notification (item 2 of argv) with title (item 1 of argv)
      end run
      """;

  private final ProgramLauncher launcher;

  OsaScript(ProgramLauncher launcher) {
    this.launcher = launcher;
  }

  @Override
  public void show(String heading, String text, Runnable clicked) {
    launcher.start(
        new ProgramLauncher.Call(
            List.of(PROGRAM.get(0), PROGRAM.get(1), withoutNul(heading), withoutNul(text)),
            Map.of(),
            SCRIPT),
        _ -> {},
        _ -> {});
  }

  private static String withoutNul(String text) {
    return text.replace("\0", "");
  }
}
