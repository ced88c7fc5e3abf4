package chatx.desktop.notification;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Windows 10 and later, by a script that never changes; the words are variables of its environment
 * and become text nodes, so nothing in them is read as code or as markup.
 */
final class PowerShellToast implements SystemNotifier {
  /**
   * Toasts need the name of a program that is known to the system; PowerShell's own is, and shows
   * on the toast.
   */
  static final String SCRIPT =
      """
      $ErrorActionPreference = 'Stop'
      [void][Windows.UI.Notifications.ToastNotificationManager, Windows.UI.Notifications, ContentType = WindowsRuntime]
      $template = [Windows.UI.Notifications.ToastTemplateType]::ToastText02
      $toast = [Windows.UI.Notifications.ToastNotificationManager]::GetTemplateContent($template)
      $lines = $toast.GetElementsByTagName('text')
      [void]$lines.Item(0).AppendChild($toast.CreateTextNode($env:CHATX_HEADING))
      [void]$lines.Item(1).AppendChild($toast.CreateTextNode($env:CHATX_TEXT))
      $program = '{1AC14E77-02E7-4E5D-B744-2EB1AE5198B7}\\WindowsPowerShell\\v1.0\\powershell.exe'
      $notifier = [Windows.UI.Notifications.ToastNotificationManager]::CreateToastNotifier($program)
      $notifier.Show([Windows.UI.Notifications.ToastNotification]::new($toast))
      """;

  private static final List<String> PROGRAM =
      List.of(
          "powershell.exe",
          "-NoLogo",
          "-NoProfile",
          "-NonInteractive",
          "-WindowStyle",
          "Hidden",
          "-EncodedCommand",
          Base64.getEncoder().encodeToString(SCRIPT.getBytes(StandardCharsets.UTF_16LE)));

  private final ProgramLauncher launcher;

  PowerShellToast(ProgramLauncher launcher) {
    this.launcher = launcher;
  }

  @Override
  public void show(String heading, String text, Runnable clicked) {
    launcher.start(
        new ProgramLauncher.Call(
            PROGRAM, Map.of("CHATX_HEADING", inXml(heading), "CHATX_TEXT", inXml(text)), ""),
        _ -> {},
        _ -> {});
  }

  /** Without the characters that XML cannot have, whatever their escape. */
  private static String inXml(String text) {
    var out = new StringBuilder(text.length());
    text.codePoints()
        .filter(point ->
            point == '\t'
                || point == '\n'
                || (point >= 0x20 && point < 0xD800)
                || (point > 0xDFFF && point < 0xFFFE)
                || point > 0xFFFF)
        .forEach(out::appendCodePoint);
    return out.toString();
  }
}
