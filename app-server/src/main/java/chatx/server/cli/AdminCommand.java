package chatx.server.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code admin user|room|invite|session}. Works with a running server and without one. */
final class AdminCommand {
  static final String EXAMPLES = "%nExamples:%n";

  private AdminCommand() {}

  static void addTo(CommandLine admin, Context context) {
    admin
        .addSubcommand("user", UserCommands.group(context))
        .addSubcommand("room", RoomCommands.group(context))
        .addSubcommand("invite", InviteCommands.group(context))
        .addSubcommand("session", SessionCommands.group(context));
  }

  static CommandLine group(String name, String description) {
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
        "Look after users, rooms, invites and sessions.",
        "While a server runs on the data folder, it does what is asked, and those who are connected"
            + " notice at once."
      },
      footerHeading = EXAMPLES,
      footer = {
        "  admin user create ann",
        "  admin user make-admin ann",
        "  admin user reset-password ann",
        "  admin room delete \"The garden\"",
        "  admin invite create --room \"The garden\" --uses 5",
        "  admin session list ann"
      })
  static final class Group implements Runnable {
    @Spec private @Nullable CommandSpec spec;

    @Override
    public void run() {
      throw missing(Objects.requireNonNull(spec));
    }
  }
}
