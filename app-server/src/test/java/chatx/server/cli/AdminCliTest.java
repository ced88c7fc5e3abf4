package chatx.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.server.ServerData;
import chatx.server.cli.TestTerminal.Result;
import chatx.server.data.DataFolder;
import chatx.server.storage.StorageSettings;
import chatx.server.storage.TestDatabases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the operator does with users, rooms, sessions and the audit log, on each database. */
class AdminCliTest {

  @Nested
  class OnH2 extends Contract {
    @Override
    @Nullable StorageSettings database() {
      return null;
    }
  }

  @Nested
  class OnPostgres extends Contract {
    @Override
    StorageSettings database() {
      return TestDatabases.postgres();
    }
  }

  abstract static class Contract {
    @TempDir Path data;

    @SuppressWarnings("NullAway.Init")
    private TestTerminal terminal;

    /** PostgreSQL, or null for H2 in the data folder. */
    abstract @Nullable StorageSettings database();

    @BeforeEach
    void sitDown() {
      terminal = new TestTerminal(data, database());
    }

    @Test
    void invitesAreMadeListedAndTakenBack() throws Exception {
      assertThat(admin("invite", "create").err()).contains("No server is running here");
      try (ServerData server = terminal.open();
          ControlServer _ =
              ControlServer.start(data, terminal.administration(server), Clock.systemUTC())) {
        lookAfterInvites();
      }
    }

    private void lookAfterInvites() {
      Result created = admin("invite", "create", "--uses", "3", "--hours", "2");
      assertThat(created.out())
          .matches("(?s)The invite [0-9a-f-]{36} lets in 3 until .*:\nchatx://192.*/#.*█.*");
      assertThat(admin("invite", "create", "--no-qr").out()).doesNotContain("█");
      String list = admin("invite", "list").out();
      assertThat(list).containsPattern("[0-9a-f-]{36}  \\(the server\\) +0 of 3 +20");
      String id = created.out().substring(11, 47);
      assertThat(admin("invite", "revoke", id).out()).isEqualTo("The invite was revoked.\n");
      assertThat(admin("invite", "revoke", id).code()).isEqualTo(1);
      assertThat(admin("invite", "list").out()).doesNotContain(id);
      assertThat(admin("invite", "create", "--room", "nowhere").err()).contains("There is no room");
      assertThat(admin("invite", "create", "--uses", "0").code()).isEqualTo(2);
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
      try (ServerData opened = terminal.open()) {
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
                          + " expires_at, device, address) values ('%s', %s,"
                              .formatted(session, ann)
                          + " current_timestamp, current_timestamp, current_timestamp + interval"
                          + " '1' day, 'a phone', '10.0.0.1')");
              return true;
            });
      }
      assertThat(admin("user", "list").out()).containsPattern("ann +[0-9a-f-]{36} +1 +20");
      assertThat(admin("session", "list", "ann").out()).contains(session.toString(), "a phone");
      assertThat(admin("session", "end", session.toString()).code()).isZero();
      assertThat(admin("session", "list").out()).doesNotContain("a phone");
      assertThat(admin("room", "list", "GARD").out()).containsPattern("The garden .* 1 +ann +20");
      assertThat(admin("room", "show", "the Garden").out())
          .contains("topic    green", "events   7");
      assertThat(admin("room", "delete", "The garden").out())
          .isEqualTo("The room “The garden” was deleted.\n");
      assertThat(admin("room", "show", "The garden").code()).isEqualTo(1);
    }

    @Test
    void anEditedAuditLogIsFoundByNumber() throws Exception {
      admin("user", "create", "ann");
      admin("user", "create", "bob");
      try (ServerData opened = terminal.open()) {
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
      assertThat(run("audit", "list", "--since", "x", "--data", data.toString()).code())
          .isEqualTo(2);
      assertThat(run("audit", "list", "--limit", "0", "--data", data.toString()).code())
          .isEqualTo(2);
    }

    @Test
    void whileAServerRunsItsOwnerCommandsAreCarriedOutInIt() throws Exception {
      try (ServerData server = terminal.open();
          ControlServer control =
              ControlServer.start(data, terminal.administration(server), Clock.systemUTC())) {
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
        assertThat(terminal.told).hasSize(1).first().asString().startsWith("sessions of ");
        assertThat(admin("user", "disable", "bob"))
            .isEqualTo(new Result(1, "", "chatx: There is no user “bob”. See: admin user list\n"));
        assertThat(run("audit", "verify", "--data", data.toString()).out()).contains("2 rows");
        assertThat(control).isNotNull();
      }
    }

    private Result admin(String... args) {
      return terminal.admin(args);
    }

    private Result run(String... args) {
      return terminal.run("", args);
    }

    private Result runWith(String input, String... args) {
      return terminal.run(input, args);
    }
  }
}
