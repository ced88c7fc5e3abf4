package chatx.desktop.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chatx.desktop.notification.ProgramLauncher.Call;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class SystemNotifierTest {
  private static final String HEADING = "--help \" & $(reboot) `reboot` ; ' · %PATH%";
  private static final String TEXT = "<b>&amp;</b> \"); display dialog \"x\"\0 $env:PATH ]]>\n-e";

  @TempDir private Path folder;

  /** Remembers what would have been run, and can say what the program would. */
  private static final class Recorded implements ProgramLauncher {
    final List<Call> calls = new ArrayList<>();
    final List<Consumer<String>> lines = new ArrayList<>();
    final List<Consumer<Integer>> ends = new ArrayList<>();

    @Override
    public void start(Call call, Consumer<String> line, Consumer<Integer> ended) {
      calls.add(call);
      lines.add(line);
      ends.add(ended);
    }
  }

  @Test
  void on_linux_words_are_arguments_behind_the_options_and_the_body_is_no_markup() {
    var launcher = new Recorded();
    SystemNotifier.of("Linux", launcher).show(HEADING, TEXT, () -> {});
    assertThat(launcher.calls)
        .containsExactly(
            new Call(
                List.of(
                    "notify-send",
                    "--app-name=ChatX",
                    "--action=default=ChatX",
                    "--",
                    HEADING,
                    "&lt;b&gt;&amp;amp;&lt;/b&gt; \"); display dialog \"x\" $env:PATH ]]&gt;\n-e"),
                Map.of(),
                ""));
  }

  @Test
  void a_click_comes_back_into_the_app_and_other_words_of_the_program_do_not() {
    var launcher = new Recorded();
    var clicks = new AtomicInteger();
    SystemNotifier.of("Linux", launcher).show("Ada", "hello", clicks::incrementAndGet);
    launcher.lines.getFirst().accept("17");
    assertThat(clicks).hasValue(0);
    launcher.lines.getFirst().accept("default");
    assertThat(clicks).hasValue(1);
  }

  @Test
  void a_program_that_knows_no_actions_is_asked_again_without_and_only_once() {
    var launcher = new Recorded();
    SystemNotifier linux = SystemNotifier.of("Linux", launcher);
    linux.show("Ada", "hello", () -> {});
    launcher.ends.getFirst().accept(1);
    assertThat(launcher.calls).hasSize(2);
    assertThat(launcher.calls.getLast().command())
        .containsExactly("notify-send", "--app-name=ChatX", "--", "Ada", "hello");
    launcher.ends.getLast().accept(1);
    assertThat(launcher.calls).hasSize(2);
    linux.show("Ada", "again", () -> {});
    assertThat(launcher.calls).hasSize(3);
    assertThat(launcher.calls.getLast().command()).doesNotContain("--action=default=ChatX");
  }

  @Test
  void a_program_that_was_let_go_is_not_asked_again() {
    var launcher = new Recorded();
    SystemNotifier.of("Linux", launcher).show("Ada", "hello", () -> {});
    launcher.ends.getFirst().accept(143);
    launcher.ends.getFirst().accept(0);
    assertThat(launcher.calls).hasSize(1);
  }

  @Test
  void on_macos_the_script_never_changes_and_no_word_is_read_as_an_option() {
    var launcher = new Recorded();
    SystemNotifier mac = SystemNotifier.of("Mac OS X", launcher);
    mac.show(HEADING, TEXT, () -> {});
    mac.show("Ada", "hello", () -> {});
    Call hostile = launcher.calls.getFirst();
    assertThat(hostile.command())
        .containsExactly("osascript", "-", HEADING, TEXT.replace("\0", ""));
    assertThat(hostile.input())
        .isEqualTo(launcher.calls.getLast().input())
        .startsWith("on run argv")
        .endsWith("end run\n");
  }

  @Test
  void on_windows_the_script_never_changes_and_the_words_are_variables() {
    var launcher = new Recorded();
    SystemNotifier windows = SystemNotifier.of("Windows 11", launcher);
    windows.show(HEADING, TEXT, () -> {});
    windows.show("Ada", "\uD83D\uDE00\u0007\uFFFE", () -> {});
    Call hostile = launcher.calls.getFirst();
    assertThat(hostile.command()).isEqualTo(launcher.calls.getLast().command());
    assertThat(hostile.command().getFirst()).isEqualTo("powershell.exe");
    assertThat(
            new String(
                Base64.getDecoder().decode(hostile.command().getLast()), StandardCharsets.UTF_16LE))
        .isEqualTo(PowerShellToast.SCRIPT)
        .contains("CreateTextNode($env:CHATX_TEXT)");
    assertThat(hostile.variables())
        .isEqualTo(Map.of("CHATX_HEADING", HEADING, "CHATX_TEXT", TEXT.replace("\0", "")));
    assertThat(launcher.calls.getLast().variables()).containsEntry("CHATX_TEXT", "\uD83D\uDE00");
  }

  @Test
  void an_unknown_system_stays_quiet() {
    var launcher = new Recorded();
    SystemNotifier.of("Plan 9", launcher).show("Ada", "hello", () -> {});
    assertThat(launcher.calls).isEmpty();
  }

  @Test
  void a_real_program_gets_every_word_as_it_is_and_what_it_prints_is_heard() throws Exception {
    Path seen = folder.resolve("seen");
    Path program =
        script(
            "printf '%s|' \"$@\" \"$CHATX_TEXT\" > '" + seen + "'; cat >> '" + seen + "'",
            "echo default");
    var clicked = new CountDownLatch(1);
    var code = new AtomicInteger(-1);
    new SystemPrograms()
        .start(
            new Call(
                List.of(program.toString(), "--", HEADING, "two\nlines"),
                Map.of("CHATX_TEXT", "ümlaut $HOME"),
                "the input"),
            line -> {
              if (line.equals("default")) {
                clicked.countDown();
              }
            },
            code::set);
    assertThat(clicked.await(10, TimeUnit.SECONDS)).isTrue();
    await().atMost(Duration.ofSeconds(10)).until(() -> code.get() == 0);
    assertThat(seen).hasContent("--|" + HEADING + "|two\nlines|ümlaut $HOME|the input");
  }

  @Test
  void a_program_that_is_not_there_is_nobodys_problem() throws Exception {
    var programs = new SystemPrograms();
    var heard = new AtomicInteger();
    programs.start(
        new Call(List.of(folder.resolve("absent").toString()), Map.of(), ""),
        _ -> heard.incrementAndGet(),
        heard::addAndGet);
    var done = new CountDownLatch(1);
    programs.start(
        new Call(List.of(script("exit 3").toString()), Map.of(), ""),
        _ -> {},
        code -> {
          heard.addAndGet(code);
          done.countDown();
        });
    assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(heard).hasValue(3);
  }

  @Test
  void programs_that_wait_for_ever_are_let_go_oldest_first() throws Exception {
    var programs = new SystemPrograms();
    var up = new CountDownLatch(1);
    var letGo = new CountDownLatch(1);
    programs.start(
        new Call(List.of(script("echo up", "exec sleep 60").toString()), Map.of(), ""),
        _ -> up.countDown(),
        _ -> letGo.countDown());
    assertThat(up.await(10, TimeUnit.SECONDS)).isTrue();
    Path waits = script("exec sleep 3");
    for (int i = 0; i < SystemPrograms.AT_ONCE; i++) {
      assertThat(letGo.getCount()).isEqualTo(1);
      programs.start(new Call(List.of(waits.toString()), Map.of(), ""), _ -> {}, _ -> {});
    }
    assertThat(letGo.await(10, TimeUnit.SECONDS)).isTrue();
  }

  private Path script(String... lines) throws IOException {
    Path program = Files.createTempFile(folder, "program", "");
    Files.writeString(program, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
    return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
  }
}
