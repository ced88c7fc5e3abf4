package chatx.server.cli;

import chatx.server.admin.Administration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code admin session}. */
final class SessionCommands {
  private SessionCommands() {}

  static CommandLine group(Context context) {
    return AdminCommand.group("session", "Devices that are signed in.")
        .addSubcommand("list", new ListSessions(context))
        .addSubcommand("end", new End(context));
  }

  @Command(name = "list", description = "List devices that are signed in, the last used first.")
  static final class ListSessions extends AdminLeaf {
    @Parameters(arity = "0..1", paramLabel = "USER", description = "only those of this user")
    private @Nullable String user;

    ListSessions(Context context) {
      super(context);
    }

    @Override
    int run(Administration admin) {
      table(
          List.of("USER", "SESSION", "DEVICE", "ADDRESS", "LAST USED"),
          admin.sessions(Optional.ofNullable(user)).stream()
              .map(s ->
                  List.of(
                      s.user(),
                      s.id().toString(),
                      s.device(),
                      s.address(),
                      s.lastUsedAt().toString()))
              .toList());
      return Cli.OK;
    }
  }

  @Command(name = "end", description = "End one session.")
  static final class End extends AdminLeaf {
    @Parameters(paramLabel = "SESSION", description = "its id, see: admin session list")
    private UUID session = new UUID(0, 0);

    End(Context context) {
      super(context);
    }

    @Override
    int run(Administration admin) {
      return finish(admin.endSession(session));
    }
  }
}
