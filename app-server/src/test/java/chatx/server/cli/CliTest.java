package chatx.server.cli;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chatx.server.ServerData;
import chatx.server.Setting;
import chatx.server.admin.Administration;
import chatx.server.cli.TestTerminal.Result;
import chatx.server.data.DataFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command line answers: help, wrong use, configuration, serve, doctor. */
class CliTest {
  @TempDir Path data;

  @SuppressWarnings("NullAway.Init")
  private TestTerminal terminal;

  @BeforeEach
  void sitDown() {
    terminal = new TestTerminal(data, null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "serve --help",
        "doctor --help",
        "find --help",
        "config --help",
        "config print --help",
        "admin --help",
        "admin user --help",
        "admin user list --help",
        "admin user create --help",
        "admin user disable --help",
        "admin user enable --help",
        "admin user reset-password --help",
        "admin user make-admin --help",
        "admin user sign-out --help",
        "admin room list --help",
        "admin room show --help",
        "admin room delete --help",
        "admin session list --help",
        "admin session end --help",
        "audit --help",
        "audit list --help",
        "audit verify --help",
        "version --help"
      })
  void everyCommandHasHelpThatFitsTheTerminal(String line) {
    Result result = run(line.split(" "));

    assertThat(result.code()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).contains("Usage:");
    assertThat(result.out().lines()).allMatch(l -> l.length() <= 100);
    assertThat(result.out()).doesNotContain("<main class>", "null", "%");
  }

  @Test
  void theServerHelpNamesEverySettingWithItsDefault() {
    String help = run("serve", "--help").out().replaceAll("\\s+", " ");
    for (Setting setting : Setting.values()) {
      assertThat(help).contains(setting.secret() ? setting.flag() + "-file" : setting.flag());
      assertThat(help).contains(setting.description());
    }
  }

  @Test
  void theRootHelpFitsOnOneScreenAndListsTheCommands() {
    String help = run("--help").out();
    assertThat(help.lines().count()).isLessThan(40);
    assertThat(help).contains("serve", "doctor", "config", "admin", "audit", "version");
  }

  @Test
  void aWrongOptionIsOneLineWithTheRightOne() {
    Result result = run("serve", "--prot", "80");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err().lines()).hasSize(1);
    assertThat(result.err())
        .isEqualTo(
            "chatx: there is no option --prot (did you mean --port?). See: chatx serve --help\n");

    assertThat(run("sreve").err()).contains("sreve", "serve");
    assertThat(run("admin", "user").err()).contains("needs one of: list, create");
    assertThat(run("admin", "user").code()).isEqualTo(2);
  }

  @Test
  void aBadPortIsOneLineWithOptionAndReason() {
    Result result = run("--port", "99999", "--data", data.toString());
    assertThat(result)
        .isEqualTo(
            new Result(2, "", "chatx: port must be between 0 and 65535, not \"99999\" (--port)\n"));
  }

  @Test
  void severalProblemsAreListedTogether() {
    Result result = run("serve", "--port", "x", "--passwords-cost", "99");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).startsWith("chatx: the configuration has 2 problems:");
    assertThat(result.err().lines()).hasSize(3);
  }

  @Test
  void theConfigurationIsPrintedWithItsOriginsAndWithoutSecrets() throws IOException {
    Path secret = Files.writeString(data.resolve("secret"), "hunter2");
    Result result =
        run(
            "--data",
            data.toString(),
            "config",
            "print",
            "--effective",
            "--origin",
            "--database-url",
            "jdbc:postgresql://db/chatx",
            "--database-password-file",
            secret.toString());

    assertThat(result.code()).isZero();
    assertThat(result.out())
        .contains("port = 8420   # default")
        .contains("database.password = \"********\"")
        .contains("data = \"" + data + "\"   # --data")
        .doesNotContain("hunter2");
  }

  @Test
  void thePrintedConfigurationIsAFileThatMeansTheSame() throws IOException {
    Path file = data.resolve("printed.conf");
    Files.writeString(
        file,
        run(
                "config",
                "print",
                "--server-name",
                "A \"b\" \\ c",
                "--limits-messages-per-user",
                "7/3s")
            .out());

    Result again = run("config", "print", "--effective", "--config", file.toString());

    assertThat(again.code()).isZero();
    assertThat(again.out())
        .contains("server.name = \"A \\\"b\\\" \\\\ c\"")
        .contains("limits.messages-per-user = \"7/3s\"");
  }

  @Test
  void theServerSaysInOneLineOfJsonWhereItListensAndStopsWhenTold() throws Exception {
    StringWriter out = new StringWriter();
    Io io =
        new Io(
            new PrintWriter(out),
            new PrintWriter(new StringWriter()),
            TestTerminal.input(""),
            Map.of());
    Thread serving =
        Thread.ofPlatform()
            .start(() ->
                Cli.atTerminal(io, Clock.systemUTC(), terminal::launch)
                    .run("--port", "0", "--data", data.toString()));
    await().atMost(30, SECONDS).until(() -> out.toString().endsWith("\n"));

    assertThat((Object) JsonLineCodec.read(out.toString(), Map.class))
        .isEqualTo(
            Map.of(
                "ready",
                true,
                "url",
                "https://127.0.0.1:4711",
                "port",
                4711,
                "data",
                data.toString()));
    assertThat(out.toString().lines()).hasSize(1);

    serving.interrupt();
    serving.join();
    assertThat(terminal.told).containsExactly("stopped");
    assertThat(DataFolder.controlSocket(data)).doesNotExist();
  }

  @Test
  void aRefusedStartIsOneLineAndCodeTwo() throws Exception {
    try (ServerData held = terminal.open()) {
      Result result = run("serve", "--data", data.toString());
      assertThat(result.code()).isEqualTo(2);
      assertThat(result.err())
          .isEqualTo(
              "chatx: ChatX is already running on %s (process %d). Stop it first, or use another"
                      .formatted(held.folder().path(), ProcessHandle.current().pid())
                  + " folder with --data\n");
    }
  }

  @Test
  void theControlSocketTakesNothingButOwnerCommands() throws Exception {
    try (ServerData server = terminal.open()) {
      Administration administration = terminal.administration(server);
      for (List<String> args :
          List.of(
              List.of("serve"), List.of("doctor"), List.<String>of(), List.of("config", "print"))) {
        StringWriter err = new StringWriter();
        Io io =
            new Io(
                new PrintWriter(new StringWriter()),
                new PrintWriter(err),
                TestTerminal.input(""),
                Map.of());
        assertThat(
                Cli.insideServer(io, Clock.systemUTC(), administration)
                    .run(args.toArray(String[]::new)))
            .as("%s", args)
            .isEqualTo(2);
      }
    }
  }

  @Test
  void aRunningServerThatDoesNotAnswerIsSaidPlainly() throws Exception {
    try (ServerData server = terminal.open()) {
      Result result = admin("user", "list");
      assertThat(result.code()).isEqualTo(1);
      assertThat(result.err())
          .contains("A server runs on " + server.folder().path())
          .contains("(process " + ProcessHandle.current().pid() + ")")
          .contains("Stop it and try again");
    }
  }

  @Test
  void theDoctorFindsAFreshMachineWell() {
    Result result = run("doctor", "--port", "0", "--data", data.resolve("new").toString());
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .contains("will be made at the first start")
        .containsPattern("ok +port +a free one will be taken");
    assertThat(data.resolve("new")).doesNotExist();
  }

  @Test
  void theDoctorNamesATakenPortAndAFreeOne() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Result result =
          run(
              "doctor",
              "--json",
              "--host",
              "127.0.0.1",
              "--port",
              Integer.toString(taken.getLocalPort()),
              "--data",
              data.toString());
      assertThat(result.code()).isEqualTo(1);
      Map<?, ?> report = JsonLineCodec.read(result.out(), Map.class);
      assertThat(report.get("ok")).isEqualTo(false);
      List<String> failed = new ArrayList<>();
      for (Object finding : (List<?>) Objects.requireNonNull(report.get("checks"))) {
        Map<?, ?> each = (Map<?, ?>) finding;
        if ("FAIL".equals(each.get("status"))) {
          failed.add(each.get("check") + ": " + each.get("action"));
        }
      }
      assertThat(failed)
          .hasSize(1)
          .first()
          .asString()
          .matches("port: Port \\d+ is free: --port \\d+");
    }
  }

  @Test
  void theDoctorFindsOpenSecretsANewerSchemaAndAnUnreachableDatabase() throws IOException {
    admin("user", "list");
    try (Stream<Path> keys = Files.list(data.resolve("keys"))) {
      Files.setPosixFilePermissions(
          keys.findFirst().orElseThrow(), PosixFilePermissions.fromString("rw-r--r--"));
    }
    Files.writeString(data.resolve("version"), "schema=99");
    Result embedded = run("doctor", "--port", "0", "--data", data.toString());
    assertThat(embedded.code()).isEqualTo(1);
    assertThat(embedded.out())
        .contains("others can read", "chmod 600")
        .contains("schema 99 was made by a newer version");

    Result postgres =
        run(
            "doctor",
            "--port",
            "0",
            "--data",
            data.toString(),
            "--database-url",
            "jdbc:postgresql://127.0.0.1:1/chatx");
    assertThat(postgres.out())
        .containsPattern("fail +database +PostgreSQL at //127.0.0.1:1/chatx: .*refused");
  }

  @Test
  void theVersionNamesJavaAndTheSystem() {
    assertThat(run("version").out()).startsWith("ChatX ").contains("Java 2");
    assertThat(run("--version").out()).isEqualTo(run("version").out());
  }

  private Result admin(String... args) {
    return terminal.admin(args);
  }

  private Result run(String... args) {
    return terminal.run("", args);
  }
}
