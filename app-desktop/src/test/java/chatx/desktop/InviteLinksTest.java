package chatx.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.desktop.notification.ProgramLauncher;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InviteLinksTest {
  private static final Path PROGRAM = Path.of("C:\\Users\\Zoë\\AppData\\Local\\ChatX\\ChatX.exe");

  @TempDir Path folder = Path.of("");

  private final List<List<String>> called = new ArrayList<>();
  private final List<Consumer<Integer>> running = new ArrayList<>();
  private final ProgramLauncher programs =
      (call, _, ended) -> {
        called.add(call.command());
        running.add(ended);
      };

  @Test
  void windows_is_told_where_the_installed_program_is_and_no_file_is_left() throws Exception {
    InviteLinks.register("Windows 11", Optional.of(PROGRAM), folder, programs);
    Path file = folder.resolve("links.reg");
    assertThat(called).containsExactly(List.of("reg", "import", file.toString()));
    byte[] bytes = Files.readAllBytes(file);
    assertThat(bytes).startsWith(0xFF, 0xFE);
    assertThat(new String(bytes, StandardCharsets.UTF_16LE).lines())
        .containsSubsequence(
            "[HKEY_CURRENT_USER\\Software\\Classes\\chatx]",
            "\"URL Protocol\"=\"\"",
            "[HKEY_CURRENT_USER\\Software\\Classes\\chatx\\shell\\open\\command]",
            "@=\"\\\"C:\\\\Users\\\\Zoë\\\\AppData\\\\Local\\\\ChatX\\\\ChatX.exe\\\""
                + " \\\"%1\\\"\"");
    running.getFirst().accept(1);
    assertThat(file).doesNotExist();
  }

  @Test
  void elsewhere_and_where_it_is_not_installed_nothing_is_told() {
    InviteLinks.register("Linux", Optional.of(PROGRAM), folder, programs);
    InviteLinks.register("Mac OS X", Optional.of(PROGRAM), folder, programs);
    InviteLinks.register("Windows 11", Optional.empty(), folder, programs);
    assertThat(called).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }
}
