package chatx.server.cli;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chatx.server.ServerConfig;
import chatx.server.ServerData;
import chatx.server.Setting;
import chatx.server.StartRefusedException;
import chatx.server.admin.Administration;
import chatx.server.admin.LiveServer;
import chatx.server.data.DataFolder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CliTest {
  @TempDir Path data;

  private final List<String> told = new CopyOnWriteArrayList<>();

  /** What one command line did. */
  private record Result(int code, String out, String err) {}

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "serve --help",
        "doctor --help",
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
    Io io = new Io(new PrintWriter(out), new PrintWriter(new StringWriter()), input(""), Map.of());
    Thread serving =
        Thread.ofPlatform()
            .start(() ->
                Cli.atTerminal(io, Clock.systemUTC(), this::start)
                    .run("--port", "0", "--data", data.toString()));
    await().atMost(30, SECONDS).until(() -> out.toString().endsWith("\n"));

    assertThat((Object) JsonLineCodec.read(out.toString(), Map.class))
        .isEqualTo(
            Map.of(
                "ready",
                true,
                "url",
                "http://127.0.0.1:4711",
                "port",
                4711,
                "data",
                data.toString()));
    assertThat(out.toString().lines()).hasSize(1);

    serving.interrupt();
    serving.join();
    assertThat(told).containsExactly("stopped");
    assertThat(DataFolder.controlSocket(data)).doesNotExist();
  }

  @Test
  void aRefusedStartIsOneLineAndCodeTwo() throws Exception {
    try (ServerData held = open()) {
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
  void usersAreMadeListedAndLookedAfter() {
    Result created = admin("user", "create", "ann", "--admin");
    assertThat(created.code()).isZero();
    assertThat(created.out())
        .matches(
            "(?s)User ann was created as administrator\\.\nPassword: [a-z0-9-]{23} .*once\\)\n");

    assertThat(admin("user", "list").out()).containsPattern("ann +[0-9a-f-]{36}  admin +0 +20");
    assertThat(admin("user", "create", "Ann").err()).contains("is taken");
    assertThat(admin("user", "create", "аnn").err()).contains("is taken, or looks like one");
    assertThat(admin("user", "create", "root").code()).isEqualTo(1);
    assertThat(admin("user", "disable", "ann").out())
        .isEqualTo("ann is disabled; 0 sessions ended.\n");
    assertThat(admin("user", "disable", "ann").code()).isEqualTo(1);
    assertThat(admin("user", "list").out()).contains("admin,disabled");
    assertThat(admin("user", "enable", "ANN").code()).isZero();
    assertThat(admin("user", "make-admin", "ann", "--revoke").code()).isZero();
    assertThat(admin("user", "sign-out", "ann").out()).isEqualTo("0 sessions of ann ended.\n");
    assertThat(admin("user", "disable", "bob").err())
        .isEqualTo("chatx: There is no user “bob”. See: admin user list\n");
    assertThat(admin("user", "list", "nobody-has-this").out().lines()).hasSize(1);

    Result audit = run("audit", "list", "--data", data.toString());
    assertThat(
            audit
                .out()
                .lines()
                .map(line -> line.replaceFirst("^\\S+ +\\S+ +(\\S+).*", "$1"))
                .toList())
        .containsExactly(
            "ACTION",
            "admin_signed_out",
            "admin_revoked",
            "admin_user_enabled",
            "admin_user_disabled",
            "admin_user_created");
    assertThat(run("audit", "verify", "--data", data.toString()).out())
        .startsWith("The audit log is intact: 5 rows, last hash ");
  }

  @Test
  void aPasswordComesFromTheInputAndIsNeverShown() {
    Result created =
        runWith(
            "correct horse battery staple\nmore",
            "admin",
            "user",
            "create",
            "ann",
            "--password-stdin",
            "--data",
            data.toString());
    assertThat(created.code()).isZero();
    assertThat(created.out()).isEqualTo("User ann was created.\n");
    assertThat(
            runWith(
                    "ann12345\n",
                    "admin",
                    "user",
                    "reset-password",
                    "bob",
                    "--password-stdin",
                    "--data",
                    data.toString())
                .code())
        .isEqualTo(1);
    assertThat(
            runWith(
                    "short\n",
                    "admin",
                    "user",
                    "reset-password",
                    "ann",
                    "--password-stdin",
                    "--data",
                    data.toString())
                .err())
        .contains("at least 8");
    assertThat(
            runWith(
                    "",
                    "admin",
                    "user",
                    "reset-password",
                    "ann",
                    "--password-stdin",
                    "--data",
                    data.toString())
                .code())
        .isEqualTo(2);
  }

  @Test
  void roomsAndSessionsThatDoNotExistAreSaidToBeMissing() {
    assertThat(admin("room", "list").out().lines()).hasSize(1);
    assertThat(admin("room", "show", "x").err()).contains("There is no room “x”");
    assertThat(admin("room", "delete", "x").code()).isEqualTo(1);
    assertThat(admin("session", "list").code()).isZero();
    assertThat(admin("session", "end", UUID.randomUUID().toString()).err())
        .contains("There is no open session");
    assertThat(admin("session", "end", "nonsense").code()).isEqualTo(2);
  }

  @Test
  void aRoomAndASessionAreListedAndEnded() throws Exception {
    admin("user", "create", "ann");
    UUID room = UUID.randomUUID();
    UUID session = UUID.randomUUID();
    try (ServerData opened = open()) {
      opened
          .database()
          .transactions()
          .write(tx -> {
            String ann = "(select id from users)";
            tx.sql()
                .execute(
                    "insert into rooms (id, name, name_key, topic, created_at,"
                        + " created_by, last_seq) values ('%s', 'The garden', 'the garden',"
                            .formatted(room)
                        + " 'green', current_timestamp, "
                        + ann
                        + ", 7)");
            tx.sql()
                .execute(
                    "insert into room_members values ('%s', %s, 'OWNER', current_timestamp)"
                        .formatted(room, ann));
            tx.sql()
                .execute(
                    "insert into login_sessions (id, user_id, created_at, last_used_at,"
                        + " expires_at, device, address) values ('%s', %s,".formatted(session, ann)
                        + " current_timestamp, current_timestamp, dateadd('day', 1,"
                        + " current_timestamp), 'a phone', '10.0.0.1')");
            return true;
          });
    }
    assertThat(admin("user", "list").out()).containsPattern("ann +[0-9a-f-]{36} +1 +20");
    assertThat(admin("session", "list", "ann").out()).contains(session.toString(), "a phone");
    assertThat(admin("session", "end", session.toString()).code()).isZero();
    assertThat(admin("session", "list").out()).doesNotContain("a phone");
    assertThat(admin("room", "list", "GARD").out()).containsPattern("The garden .* 1 +ann +20");
    assertThat(admin("room", "show", "the Garden").out()).contains("topic    green", "events   7");
    assertThat(admin("room", "delete", "The garden").out())
        .isEqualTo("The room “The garden” was deleted.\n");
    assertThat(admin("room", "show", "The garden").code()).isEqualTo(1);
  }

  @Test
  void anEditedAuditLogIsFoundByNumber() throws Exception {
    admin("user", "create", "ann");
    admin("user", "create", "bob");
    try (ServerData opened = open()) {
      opened
          .database()
          .transactions()
          .write(tx -> tx.sql().execute("update audit_log set actor = 'x' where id = 2"));
    }
    Result result = run("audit", "verify", "--data", data.toString());
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err())
        .isEqualTo("chatx: The audit log was tampered with: row 2 was edited.\n");
  }

  @Test
  void theAuditListIsFilteredAndCanBeJson() throws IOException {
    admin("user", "create", "ann");
    admin("user", "disable", "ann");
    Result json =
        run(
            "audit",
            "list",
            "--json",
            "--action",
            "admin_user_disabled",
            "--data",
            data.toString());
    assertThat(json.out().lines()).hasSize(1);
    assertThat(JsonLineCodec.read(json.out(), Map.class).get("id")).isEqualTo(2);
    assertThat(run("audit", "list", "--action", "x", "--data", data.toString()).err())
        .contains("--action must be one of registered, ");
    assertThat(run("audit", "list", "--since", "x", "--data", data.toString()).code()).isEqualTo(2);
    assertThat(run("audit", "list", "--limit", "0", "--data", data.toString()).code()).isEqualTo(2);
  }

  @Test
  void whileAServerRunsItsOwnerCommandsAreCarriedOutInIt() throws Exception {
    try (ServerData server = open();
        ControlServer control =
            ControlServer.start(data, administration(server), Clock.systemUTC())) {
      Path socket = DataFolder.controlSocket(data);
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(socket.toAbsolutePath().resolveSibling(""))))
          .isEqualTo("rwx------");

      assertThat(
              runWith(
                  "correct horse battery staple\n",
                  "admin",
                  "user",
                  "create",
                  "änn",
                  "--password-stdin",
                  "--data",
                  data.toString()))
          .isEqualTo(new Result(0, "User änn was created.\n", ""));
      assertThat(admin("user", "disable", "änn").out()).contains("is disabled");
      assertThat(told).hasSize(1).first().asString().startsWith("sessions of ");
      assertThat(admin("user", "disable", "bob"))
          .isEqualTo(new Result(1, "", "chatx: There is no user “bob”. See: admin user list\n"));
      assertThat(run("audit", "verify", "--data", data.toString()).out()).contains("2 rows");
      assertThat(control).isNotNull();
    }
  }

  @Test
  void theControlSocketTakesNothingButOwnerCommands() throws Exception {
    try (ServerData server = open()) {
      Administration administration = administration(server);
      for (List<String> args :
          List.of(
              List.of("serve"), List.of("doctor"), List.<String>of(), List.of("config", "print"))) {
        StringWriter err = new StringWriter();
        Io io =
            new Io(new PrintWriter(new StringWriter()), new PrintWriter(err), input(""), Map.of());
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
    try (ServerData server = open()) {
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
    List<String> all = new ArrayList<>(List.of("admin"));
    all.addAll(List.of(args));
    all.addAll(List.of("--data", data.toString()));
    return run(all.toArray(String[]::new));
  }

  private Result run(String... args) {
    return runWith("", args);
  }

  private Result runWith(String input, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Io io =
        new Io(
            new PrintWriter(out),
            new PrintWriter(err),
            input(input),
            Map.of("CHATX_PASSWORDS_COST", "4"));
    // A cost in the environment must not hide what the command line asks for.
    int code = Cli.atTerminal(io, Clock.systemUTC(), this::start).run(args);
    return new Result(code, out.toString(), err.toString());
  }

  private static ByteArrayInputStream input(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private ServerLauncher.Running start(ServerConfig config) throws StartRefusedException {
    ServerData opened = ServerData.open(config, Clock.systemUTC());
    return new ServerLauncher.Running() {
      @Override
      public int port() {
        return 4711;
      }

      @Override
      public Administration administration() {
        return CliTest.this.administration(opened);
      }

      @Override
      public void stop() {
        told.add("stopped");
        opened.close();
      }
    };
  }

  private ServerData open() throws StartRefusedException {
    return ServerData.open(
        ServerConfig.of(Map.of(Setting.DATA, data.toString(), Setting.PASSWORDS_COST, "4")),
        Clock.systemUTC());
  }

  private Administration administration(ServerData server) {
    LiveServer live =
        new LiveServer() {
          @Override
          public void endSessions(UUID user) {
            told.add("sessions of " + user);
          }

          @Override
          public void endSession(UUID user, UUID session) {
            told.add("session " + session);
          }

          @Override
          public boolean deleteRoom(UUID room) {
            return false;
          }
        };
    return new Administration(
        server.database().transactions(), server.audit(), server.hasher(), live, Clock.systemUTC());
  }
}
