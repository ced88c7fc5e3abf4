package chatx.server.cli;

import chatx.server.admin.Administration;
import chatx.server.admin.Outcome;
import chatx.server.admin.RoomRow;
import chatx.server.text.OneLine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code admin user|room|session}. Works with a running server and without one. */
final class AdminCommand {
  private static final String EXAMPLES = "%nExamples:%n";

  private AdminCommand() {}

  static void addTo(CommandLine admin, Context context) {
    CommandLine user =
        group("user", "Users of this server.")
            .addSubcommand("list", new UserList(context))
            .addSubcommand("create", new UserCreate(context))
            .addSubcommand("disable", new UserDisable(context))
            .addSubcommand("enable", new UserEnable(context))
            .addSubcommand("reset-password", new UserPassword(context))
            .addSubcommand("make-admin", new UserAdmin(context))
            .addSubcommand("sign-out", new UserSignOut(context));
    CommandLine room =
        group("room", "Rooms of this server.")
            .addSubcommand("list", new RoomList(context))
            .addSubcommand("show", new RoomShow(context))
            .addSubcommand("delete", new RoomDelete(context));
    CommandLine session =
        group("session", "Devices that are signed in.")
            .addSubcommand("list", new SessionList(context))
            .addSubcommand("end", new SessionEnd(context));
    admin.addSubcommand("user", user).addSubcommand("room", room).addSubcommand("session", session);
  }

  private static CommandLine group(String name, String description) {
    CommandLine group = new CommandLine(new Group());
    group.getCommandSpec().name(name).usageMessage().description(description);
    return group;
  }

  /** Answers a group's name without a command. */
  static CommandLine.ParameterException missing(CommandSpec spec) {
    return new CommandLine.ParameterException(
        spec.commandLine(),
        "%s needs one of: %s"
            .formatted(spec.qualifiedName(), String.join(", ", spec.subcommands().keySet())));
  }

  @Command(
      name = "admin",
      mixinStandardHelpOptions = true,
      description = {
        "Look after users, rooms and sessions.",
        "While a server runs on the data folder, it does what is asked, and those who are connected"
            + " notice at once."
      },
      footerHeading = EXAMPLES,
      footer = {
        "  admin user create ann",
        "  admin user make-admin ann",
        "  admin user reset-password ann",
        "  admin room delete \"The garden\"",
        "  admin session list ann"
      })
  static final class Group implements Runnable {
    @Spec private @Nullable CommandSpec spec;

    @Override
    public void run() {
      throw missing(Objects.requireNonNull(spec));
    }
  }

  /** A command that needs the data or the running server. */
  @Command(mixinStandardHelpOptions = true)
  abstract static class Leaf implements Callable<Integer> {
    private final Context context;
    @Spec private @Nullable CommandSpec spec;

    Leaf(Context context) {
      this.context = context;
    }

    abstract int run(Administration admin);

    @Override
    public final Integer call() {
      return context.administer(Objects.requireNonNull(spec), this::run);
    }

    final Context context() {
      return context;
    }

    final void print(String text) {
      context.io().out().println(text);
    }

    /** Columns as wide as their widest value; every value in one line. */
    final void table(List<String> head, List<List<String>> rows) {
      List<List<String>> all = new ArrayList<>();
      all.add(head);
      rows.forEach(row -> all.add(row.stream().map(OneLine::of).toList()));
      for (List<String> row : all) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
          int at = column;
          int width = all.stream().mapToInt(r -> length(r.get(at))).max().orElse(0);
          String cell = row.get(column);
          line.append(cell).append(" ".repeat(width - length(cell) + 2));
        }
        print(line.toString().stripTrailing());
      }
    }

    private static int length(String text) {
      return text.codePointCount(0, text.length());
    }

    final int finish(Outcome outcome) {
      return switch (outcome) {
        case Outcome.Done done -> {
          print(done.text());
          yield Cli.OK;
        }
        case Outcome.Refused refused ->
            throw new CommandFailedException(Cli.FAILED, refused.reason());
      };
    }

    final @Nullable String password(boolean fromInput) {
      if (!fromInput) {
        return null;
      }
      try {
        String line =
            new BufferedReader(new InputStreamReader(context.io().in(), StandardCharsets.UTF_8))
                .readLine();
        if (line == null || line.isEmpty()) {
          throw new CommandFailedException(
              Cli.USAGE, "--password-stdin was given, but the standard input has no line");
        }
        return line;
      } catch (IOException broken) {
        throw new CommandFailedException(Cli.USAGE, "the standard input cannot be read: " + broken);
      }
    }
  }

  /** A command about one user. */
  abstract static class UserLeaf extends Leaf {
    @Parameters(paramLabel = "USER", description = "name or id of the user")
    private String user = "";

    UserLeaf(Context context) {
      super(context);
    }

    final String user() {
      return user;
    }
  }

  @Command(name = "list", description = "List users: name, id, marks, signed-in devices, age.")
  static final class UserList extends Leaf {
    @Parameters(arity = "0..1", paramLabel = "PART", description = "only names that contain this")
    private @Nullable String part;

    UserList(Context context) {
      super(context);
    }

    @Override
    int run(Administration admin) {
      table(
          List.of("NAME", "ID", "MARKS", "DEVICES", "SINCE"),
          admin.users(Optional.ofNullable(part)).stream()
              .map(user ->
                  List.of(
                      user.name(),
                      user.id().toString(),
                      (user.admin() ? "admin" : "")
                          + (user.admin() && user.disabled() ? "," : "")
                          + (user.disabled() ? "disabled" : ""),
                      Integer.toString(user.sessions()),
                      user.createdAt().toString()))
              .toList());
      return Cli.OK;
    }
  }

  @Command(
      name = "create",
      description = "Make a user. Without --password-stdin a password is made up and shown once.",
      footerHeading = EXAMPLES,
      footer = {
        "  admin user create ann",
        "  admin user create ann --admin --password-stdin < password.txt"
      })
  static final class UserCreate extends UserLeaf {
    @Option(names = "--admin", description = "as administrator")
    private boolean administrator;

    @Option(names = "--password-stdin", description = "take the password from the first input line")
    private boolean passwordFromInput;

    UserCreate(Context context) {
      super(context);
    }

    @Override
    int run(Administration admin) {
      return finish(admin.createUser(user(), password(passwordFromInput), administrator));
    }
  }

  @Command(name = "disable", description = "Keep a user out, and end all sessions.")
  static final class UserDisable extends UserLeaf {
    UserDisable(Context context) {
      super(context);
    }

    @Override
    int run(Administration admin) {
      return finish(admin.setDisabled(user(), true));
    }
  }

  @Command(name = "enable", description = "Let a disabled user in again.")
  static final class UserEnable extends UserLeaf {
    UserEnable(Context context) {
      super(context);
    }

    @Override
    int run(Administration admin) {
      return finish(admin.setDisabled(user(), false));
    }
  }

  @Command(
      name = "reset-password",
      description = {
        "Give a user another password, and end all sessions.",
        "Without --password-stdin one is made up and shown once."
      })
  static final class UserPassword extends UserLeaf {
    @Option(names = "--password-stdin", description = "take the password from the first input line")
    private boolean passwordFromInput;

    UserPassword(Context context) {
      super(context);
    }

    @Override
    int run(Administration admin) {
      return finish(admin.resetPassword(user(), password(passwordFromInput)));
    }
  }

  @Command(name = "make-admin", description = "Make a user administrator of this server.")
  static final class UserAdmin extends UserLeaf {
    @Option(names = "--revoke", description = "take it away instead")
    private boolean revoke;

    UserAdmin(Context context) {
      super(context);
    }

    @Override
    int run(Administration admin) {
      return finish(admin.setAdmin(user(), !revoke));
    }
  }

  @Command(name = "sign-out", description = "End all sessions of a user.")
  static final class UserSignOut extends UserLeaf {
    UserSignOut(Context context) {
      super(context);
    }

    @Override
    int run(Administration admin) {
      return finish(admin.signOut(user()));
    }
  }

  @Command(name = "list", description = "List rooms: name, id, members, owners, age.")
  static final class RoomList extends Leaf {
    @Parameters(arity = "0..1", paramLabel = "PART", description = "only names that contain this")
    private @Nullable String part;

    RoomList(Context context) {
      super(context);
    }

    @Override
    int run(Administration admin) {
      table(
          List.of("NAME", "ID", "MARKS", "MEMBERS", "OWNERS", "SINCE"),
          admin.rooms(Optional.ofNullable(part)).stream()
              .map(room ->
                  List.of(
                      room.name(),
                      room.id().toString(),
                      room.locked() ? "password" : "",
                      Integer.toString(room.members()),
                      String.join(",", room.owners()),
                      room.createdAt().toString()))
              .toList());
      return Cli.OK;
    }
  }

  @Command(name = "show", description = "Show a room, without what was said in it.")
  static final class RoomShow extends Leaf {
    @Parameters(paramLabel = "ROOM", description = "name or id of the room")
    private String name = "";

    RoomShow(Context context) {
      super(context);
    }

    @Override
    int run(Administration admin) {
      RoomRow room =
          admin
              .room(name)
              .orElseThrow(() ->
                  new CommandFailedException(
                      Cli.FAILED, "There is no room “" + name + "”. See: admin room list"));
      print("name     " + OneLine.of(room.name()));
      print("id       " + room.id());
      print("topic    " + OneLine.of(room.topic()));
      print("password " + (room.locked() ? "yes" : "no"));
      print("members  " + room.members());
      print("owners   " + String.join(", ", room.owners()));
      print("events   " + room.events());
      print("since    " + room.createdAt());
      return Cli.OK;
    }
  }

  @Command(name = "delete", description = "Delete a room and what was said in it, for ever.")
  static final class RoomDelete extends Leaf {
    @Parameters(paramLabel = "ROOM", description = "name or id of the room")
    private String name = "";

    RoomDelete(Context context) {
      super(context);
    }

    @Override
    int run(Administration admin) {
      return finish(admin.deleteRoom(name));
    }
  }

  @Command(name = "list", description = "List devices that are signed in, the last used first.")
  static final class SessionList extends Leaf {
    @Parameters(arity = "0..1", paramLabel = "USER", description = "only those of this user")
    private @Nullable String user;

    SessionList(Context context) {
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
  static final class SessionEnd extends Leaf {
    @Parameters(paramLabel = "SESSION", description = "its id, see: admin session list")
    private UUID session = new UUID(0, 0);

    SessionEnd(Context context) {
      super(context);
    }

    @Override
    int run(Administration admin) {
      return finish(admin.endSession(session));
    }
  }
}
