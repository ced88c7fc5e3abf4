package chatx.server.cli;

import chatx.server.admin.Administration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code admin user}. */
final class UserCommands {
  private UserCommands() {}

  static CommandLine group(Context context) {
    return AdminCommand.group("user", "Users of this server.")
        .addSubcommand("list", new ListUsers(context))
        .addSubcommand("create", new Create(context))
        .addSubcommand("disable", new Disable(context))
        .addSubcommand("enable", new Enable(context))
        .addSubcommand("reset-password", new ResetPassword(context))
        .addSubcommand("make-admin", new MakeAdmin(context))
        .addSubcommand("sign-out", new SignOut(context));
  }

  /** A command about one user. */
  abstract static class UserLeaf extends AdminLeaf {
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
  static final class ListUsers extends AdminLeaf {
    @Parameters(arity = "0..1", paramLabel = "PART", description = "only names that contain this")
    private @Nullable String part;

    ListUsers(Context context) {
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
      footerHeading = AdminCommand.EXAMPLES,
      footer = {
        "  admin user create ann",
        "  admin user create ann --admin --password-stdin < password.txt"
      })
  static final class Create extends UserLeaf {
    @Option(names = "--admin", description = "as administrator")
    private boolean administrator;

    @Option(names = "--password-stdin", description = "take the password from the first input line")
    private boolean passwordFromInput;

    Create(Context context) {
      super(context);
    }

    @Override
    int run(Administration admin) {
      return finish(admin.createUser(user(), password(passwordFromInput), administrator));
    }
  }

  @Command(name = "disable", description = "Keep a user out, and end all sessions.")
  static final class Disable extends UserLeaf {
    Disable(Context context) {
      super(context);
    }

    @Override
    int run(Administration admin) {
      return finish(admin.setDisabled(user(), true));
    }
  }

  @Command(name = "enable", description = "Let a disabled user in again.")
  static final class Enable extends UserLeaf {
    Enable(Context context) {
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
  static final class ResetPassword extends UserLeaf {
    @Option(names = "--password-stdin", description = "take the password from the first input line")
    private boolean passwordFromInput;

    ResetPassword(Context context) {
      super(context);
    }

    @Override
    int run(Administration admin) {
      return finish(admin.resetPassword(user(), password(passwordFromInput)));
    }
  }

  @Command(name = "make-admin", description = "Make a user administrator of this server.")
  static final class MakeAdmin extends UserLeaf {
    @Option(names = "--revoke", description = "take it away instead")
    private boolean revoke;

    MakeAdmin(Context context) {
      super(context);
    }

    @Override
    int run(Administration admin) {
      return finish(admin.setAdmin(user(), !revoke));
    }
  }

  @Command(name = "sign-out", description = "End all sessions of a user.")
  static final class SignOut extends UserLeaf {
    SignOut(Context context) {
      super(context);
    }

    @Override
    int run(Administration admin) {
      return finish(admin.signOut(user()));
    }
  }
}
