package chatx.desktop;

import chatx.desktop.notification.ProgramLauncher;
import java.awt.Desktop;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the system hand {@code chatx:} links to this app, where its package cannot see to it: on
 * Linux it can. Neither of the two ways was tried on its system yet.
 */
final class InviteLinks {
  private static final Logger log = LoggerFactory.getLogger(InviteLinks.class);

  private InviteLinks() {}

  /** Where the installed program is, as its launcher says; empty where it was not installed. */
  static Optional<Path> program() {
    return Optional.ofNullable(System.getProperty("jpackage.app-path")).map(Path::of);
  }

  /**
   * Tells Windows, for this person alone and at every start, because the program may have moved: a
   * package for one person made by jpackage has no place for it. Blocks on the disk.
   *
   * @param folder for the file that is read by {@code reg}, and is gone after that
   */
  static void register(
      String system, Optional<Path> program, Path folder, ProgramLauncher programs) {
    if (program.isEmpty() || !system.toLowerCase(Locale.ROOT).contains("windows")) {
      return;
    }
    // Not as arguments: what becomes of quotes in those is the called program's own affair.
    Path file = folder.resolve("links.reg");
    try {
      Files.write(file, registry(program.get().toString()).getBytes(StandardCharsets.UTF_16LE));
    } catch (IOException failed) {
      log.warn("chatx: links are not known to Windows: {}", failed.toString());
      return;
    }
    programs.start(
        new ProgramLauncher.Call(List.of("reg", "import", file.toString()), Map.of(), ""),
        _ -> {},
        code -> imported(code, file));
  }

  private static void imported(int code, Path file) {
    if (code != 0) {
      log.warn("chatx: links are not known to Windows: reg said {}", code);
    }
    try {
      Files.deleteIfExists(file);
    } catch (IOException failed) {
      log.warn("{} is left: {}", file, failed.toString());
    }
  }

  /** In the form of {@code reg export}, which begins with a mark of its byte order. */
  static String registry(String program) {
    String quoted = "\\\"" + program.replace("\\", "\\\\") + "\\\"";
    return String.join(
        "\r\n",
        "\uFEFFWindows Registry Editor Version 5.00",
        "",
        "[HKEY_CURRENT_USER\\Software\\Classes\\chatx]",
        "@=\"URL:ChatX\"",
        "\"URL Protocol\"=\"\"",
        "",
        "[HKEY_CURRENT_USER\\Software\\Classes\\chatx\\DefaultIcon]",
        "@=\"" + quoted + ",0\"",
        "",
        "[HKEY_CURRENT_USER\\Software\\Classes\\chatx\\shell\\open\\command]",
        "@=\"" + quoted + " \\\"%1\\\"\"",
        "");
  }

  /**
   * macOS starts no second program for a link, it tells the one that runs: AWT hears of it, to
   * which JavaFX passes it on since 25 (JDK-8354631). What the very start was for is lost on the
   * way (JDK-8388141). FX thread only, after the toolkit's start and before the first window.
   *
   * @param opened told of each link, on a thread of AWT
   */
  static void listen(String system, Consumer<List<String>> opened) {
    if (!system.toLowerCase(Locale.ROOT).contains("mac")) {
      return;
    }
    if (Desktop.isDesktopSupported()
        && Desktop.getDesktop().isSupported(Desktop.Action.APP_OPEN_URI)) {
      Desktop.getDesktop()
          .setOpenURIHandler(event -> opened.accept(List.of(event.getURI().toString())));
    } else {
      log.warn("chatx: links are not passed on by this macOS");
    }
  }
}
