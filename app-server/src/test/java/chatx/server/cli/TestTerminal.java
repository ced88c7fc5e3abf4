package chatx.server.cli;

import chatx.protocol.invite.InviteAddress;
import chatx.protocol.trust.ServerKey;
import chatx.server.ServerConfig;
import chatx.server.ServerData;
import chatx.server.Setting;
import chatx.server.StartRefusedException;
import chatx.server.admin.Administration;
import chatx.server.admin.LiveServer;
import chatx.server.invite.InvitePlace;
import chatx.server.storage.StorageSettings;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Types command lines; a server that they start has its data and its database, but no port. */
final class TestTerminal {
  /** What a running server was asked to do. */
  final List<String> told = new CopyOnWriteArrayList<>();

  private final Path data;
  private final Map<Setting, String> settings = new EnumMap<>(Setting.class);

  /** What one command line did. */
  record Result(int code, String out, String err) {}

  /**
   * @param database PostgreSQL, or null for H2 in the data folder
   */
  TestTerminal(Path data, @Nullable StorageSettings database) {
    this.data = data;
    settings.put(Setting.PASSWORDS_COST, "4");
    if (database != null) {
      settings.put(Setting.DATABASE_URL, database.url());
      settings.put(Setting.DATABASE_USER, "postgres");
    }
  }

  /** {@code admin …} on the data folder. */
  Result admin(String... args) {
    List<String> all = new ArrayList<>(List.of("admin"));
    all.addAll(List.of(args));
    all.addAll(List.of("--data", data.toString()));
    return run("", all.toArray(String[]::new));
  }

  Result run(String input, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    // Everything but the data folder comes from the environment.
    Map<String, String> environment = new HashMap<>();
    settings.forEach((setting, value) -> environment.put(setting.variable(), value));
    Io io = new Io(new PrintWriter(out), new PrintWriter(err), input(input), environment);
    int code = Cli.atTerminal(io, Clock.systemUTC(), this::launch).run(args);
    return new Result(code, out.toString(), err.toString());
  }

  static ByteArrayInputStream input(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  ServerLauncher.Running launch(ServerConfig config) throws StartRefusedException {
    ServerData opened = ServerData.open(config, Clock.systemUTC());
    return new ServerLauncher.Running() {
      @Override
      public int port() {
        return 4711;
      }

      @Override
      public Optional<ServerKey> key() {
        return Optional.empty();
      }

      @Override
      public Administration administration() {
        return TestTerminal.this.administration(opened);
      }

      @Override
      public void stop() {
        told.add("stopped");
        opened.close();
      }
    };
  }

  /** The data, as a running server holds it. */
  ServerData open() throws StartRefusedException {
    Map<Setting, String> all = new EnumMap<>(settings);
    all.put(Setting.DATA, data.toString());
    return ServerData.open(ServerConfig.of(all), Clock.systemUTC());
  }

  Administration administration(ServerData server) {
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

          @Override
          public Optional<InvitePlace> place() {
            return Optional.of(
                new InvitePlace(
                    List.of(new InviteAddress("192.168.1.20", 8420)), true, null, "ChatX"));
          }
        };
    return new Administration(
        server.database().transactions(), server.audit(), server.hasher(), live, Clock.systemUTC());
  }
}
