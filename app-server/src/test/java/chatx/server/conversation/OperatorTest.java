package chatx.server.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chatx.protocol.CloseReason;
import chatx.protocol.ExitReason;
import chatx.protocol.JoinRoom;
import chatx.protocol.RoomExited;
import chatx.protocol.RoomJoined;
import chatx.protocol.RoomState;
import chatx.protocol.codec.FrameCodec;
import chatx.protocol.trust.ServerKey;
import chatx.server.ChatServer;
import chatx.server.ServerConfig;
import chatx.server.Setting;
import chatx.server.StartRefusedException;
import chatx.server.admin.Administration;
import chatx.server.cli.Cli;
import chatx.server.cli.Io;
import chatx.server.cli.ServerLauncher;
import chatx.server.storage.StorageSettings;
import chatx.server.storage.TestDatabases;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator's commands beside a server that serves people, on each database. */
class OperatorTest {

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
    private static final String PASSWORD = "correct horse 7";

    @TempDir Path data;

    private final Map<String, String> environment = new HashMap<>();
    private final StringWriter ready = new StringWriter();
    private final HttpClient http = HttpClient.newHttpClient();

    @SuppressWarnings("NullAway.Init")
    private Thread serving;

    private int port;

    /** PostgreSQL, or null for H2 in the data folder. */
    abstract @Nullable StorageSettings database();

    @BeforeEach
    void serve() {
      environment.put(Setting.PASSWORDS_COST.variable(), "4");
      environment.put(Setting.LOG_LEVEL.variable(), "warn");
      StorageSettings postgres = database();
      if (postgres != null) {
        environment.put(Setting.DATABASE_URL.variable(), postgres.url());
        environment.put(Setting.DATABASE_USER.variable(), "postgres");
      }
      serving =
          Thread.ofPlatform()
              .start(() ->
                  Cli.atTerminal(io("", ready), Clock.systemUTC(), Contract::launch)
                      .run(
                          "serve",
                          "--host",
                          "127.0.0.1",
                          "--port",
                          "0",
                          "--tls",
                          "off",
                          "--data",
                          data.toString()));
      await().atMost(Duration.ofSeconds(30)).until(() -> ready.toString().endsWith("\n"));
      port = Integer.parseInt(ready.toString().replaceFirst("(?s).*\"port\":(\\d+).*", "$1"));
    }

    @AfterEach
    void stop() throws InterruptedException {
      serving.interrupt();
      serving.join();
      http.close();
    }

    @Test
    void whoIsConnectedNoticesAtOnceWhatTheOperatorDoes() throws Exception {
      assertThat(command(PASSWORD, "admin", "user", "create", "ann", "--password-stdin"))
          .isEqualTo("User ann was created.\n");
      command(PASSWORD, "admin", "user", "create", "bob", "--password-stdin");
      try (TestClient ann = connect("ann");
          TestClient bob = connect("bob")) {
        RoomState garden = ann.createRoom("The garden");
        bob.ask(new JoinRoom(garden.id(), null), RoomJoined.class);
        assertThat(command("", "admin", "room", "list"))
            .containsPattern("The garden +[0-9a-f-]{36} +2 +ann +20");
        assertThat(command("", "admin", "session", "list", "bob")).contains("bob", "127.0.0.1");

        assertThat(command("", "admin", "room", "delete", "the garden"))
            .isEqualTo("The room “The garden” was deleted. Its members were told.\n");
        assertThat(bob.expect(RoomExited.class).reason()).isEqualTo(ExitReason.DELETED);

        assertThat(command("", "admin", "user", "disable", "bob"))
            .isEqualTo("bob is disabled; 1 session ended.\n");
        assertThat(bob.expectClose()).isEqualTo(CloseReason.SESSION_ENDED.code());
        assertThat(signIn("bob").statusCode()).isEqualTo(401);
        // Nobody else notices.
        ann.barrier();
        assertThat(command("", "admin", "user", "enable", "bob"))
            .isEqualTo("bob can sign in again.\n");
        assertThat(signIn("bob").statusCode()).isEqualTo(201);

        assertThat(
                command(
                    "a new horse 8", "admin", "user", "reset-password", "ann", "--password-stdin"))
            .isEqualTo("The password of ann was changed; 1 session ended.\n");
        assertThat(ann.expectClose()).isEqualTo(CloseReason.SESSION_ENDED.code());
        assertThat(signIn("ann").statusCode()).isEqualTo(401);
      }
      assertThat(command("", "audit", "verify")).startsWith("The audit log is intact: ");
    }

    /** Runs a command that succeeds, and says what it printed. */
    private String command(String input, String... args) {
      String[] all = java.util.Arrays.copyOf(args, args.length + 2);
      all[args.length] = "--data";
      all[args.length + 1] = data.toString();
      StringWriter out = new StringWriter();
      int code = Cli.atTerminal(io(input, out), Clock.systemUTC(), Contract::launch).run(all);
      assertThat(code).as("%s", out).isZero();
      return out.toString();
    }

    private Io io(String input, StringWriter out) {
      return new Io(
          new PrintWriter(out),
          new PrintWriter(new StringWriter()),
          new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
          environment);
    }

    private TestClient connect(String name) throws Exception {
      return TestClient.connect(
          URI.create("ws://127.0.0.1:" + port + "/ws"),
          new FrameCodec(),
          TestServer.field(signIn(name).body(), "accessToken"));
    }

    private HttpResponse<String> signIn(String name) throws Exception {
      return http.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/sessions"))
              .header("Content-Type", "application/json")
              .POST(
                  HttpRequest.BodyPublishers.ofString(
                      "{\"name\":\"" + name + "\",\"password\":\"" + PASSWORD + "\"}"))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }

    private static ServerLauncher.Running launch(ServerConfig config) throws StartRefusedException {
      ChatServer server = ChatServer.start(config, Clock.systemUTC());
      return new ServerLauncher.Running() {
        @Override
        public int port() {
          return server.port();
        }

        @Override
        public Optional<ServerKey> key() {
          return server.key();
        }

        @Override
        public Administration administration() {
          return server.administration();
        }

        @Override
        public void stop() {
          server.stop();
        }
      };
    }
  }
}
