package chatx.server.cli;

import chatx.server.Setting;
import chatx.server.Spelling;
import chatx.server.admin.Administration;
import chatx.server.text.OneLine;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The commands of {@code chatx-server.jar}. Exit codes: 0 done, 1 not done, 2 asked or configured
 * wrongly.
 */
public final class Cli {
  static final int OK = 0;
  static final int FAILED = 1;
  static final int USAGE = 2;

  private static final Logger log = LoggerFactory.getLogger(Cli.class);

  private final Io io;
  private final Clock clock;
  private final @Nullable ServerLauncher launcher;
  private final @Nullable Administration inside;

  private Cli(
      Io io, Clock clock, @Nullable ServerLauncher launcher, @Nullable Administration inside) {
    this.io = io;
    this.clock = clock;
    this.launcher = launcher;
    this.inside = inside;
  }

  /** The commands at a terminal. */
  public static Cli atTerminal(Io io, Clock clock, ServerLauncher launcher) {
    return new Cli(io, clock, launcher, null);
  }

  /** The operator's commands alone, carried out inside a running server. */
  static Cli insideServer(Io io, Clock clock, Administration administration) {
    return new Cli(io, clock, null, administration);
  }

  /** Runs one command line to its end and says with which code to exit. */
  public int run(String... args) {
    Context context = new Context(io, clock, List.of(args), Optional.ofNullable(inside));
    CommandLine root = root(context);
    root.setOut(io.out());
    root.setErr(io.err());
    root.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    root.setParameterExceptionHandler(Cli::wrongUse);
    root.setExecutionExceptionHandler(this::failed);
    root.setCaseInsensitiveEnumValuesAllowed(true);
    root.setUsageHelpAutoWidth(false);
    root.setUsageHelpWidth(100);
    int code = root.execute(args);
    io.out().flush();
    io.err().flush();
    return code;
  }

  private CommandLine root(Context context) {
    CommandLine admin = new CommandLine(new AdminCommand.Group());
    AdminCommand.addTo(admin, context);
    CommandLine audit = new CommandLine(new AuditCommand.Group());
    AuditCommand.addTo(audit, context);
    for (CommandLine group : List.of(admin, audit)) {
      addDatabaseOptions(group);
    }
    if (launcher == null) {
      // Where the data is was for the process that asked; it is read and means nothing here.
      CommandLine root = new CommandLine(CommandSpec.create().name("chatx"));
      SettingOptions.addTo(root.getCommandSpec(), false);
      return root.addSubcommand("admin", admin).addSubcommand("audit", audit);
    }
    CommandLine root = new CommandLine(new ServeCommand.Root(context, launcher));
    CommandLine serve = new CommandLine(new ServeCommand(context, launcher));
    CommandLine doctor = new CommandLine(new DoctorCommand(context));
    CommandLine config = new CommandLine(new ConfigCommand.Group());
    CommandLine print = new CommandLine(new ConfigCommand.Print(context));
    config.addSubcommand("print", print);
    CommandLine bench = new CommandLine(new BenchCommand.Group());
    BenchCommand.addTo(bench, context);
    SettingOptions.addTo(root.getCommandSpec(), false);
    for (CommandLine command : List.of(serve, doctor, print)) {
      SettingOptions.addTo(command.getCommandSpec(), true);
    }
    root.addSubcommand("serve", serve)
        .addSubcommand("doctor", doctor)
        .addSubcommand("find", new CommandLine(new FindCommand(context)))
        .addSubcommand("config", config)
        .addSubcommand("admin", admin)
        .addSubcommand("audit", audit)
        .addSubcommand("bench", bench)
        .addSubcommand("version", new CommandLine(new VersionCommand(context)));
    root.getCommandSpec()
        .usageMessage()
        .footerHeading("")
        .sectionMap()
        .put(
            UsageMessageSpec.SECTION_KEY_FOOTER,
            help ->
                help.createHeading(
                    "%nWithout a command the server starts, with all options of \"serve\".%n"
                        + "Every setting can also stand in DATA/chatx.conf or in the environment:%n"
                        + "  --%1$s, CHATX_%2$s, %3$s = … in the file.%n",
                    "database-url", "DATABASE_URL", Setting.DATABASE_URL.key()));
    return root;
  }

  /** The leaves under a group know where the data is; nothing else matters to them. */
  private static void addDatabaseOptions(CommandLine group) {
    for (CommandLine child : group.getSubcommands().values()) {
      if (child.getSubcommands().isEmpty()) {
        SettingOptions.addTo(
            child.getCommandSpec(),
            setting -> setting == Setting.DATA || setting.key().startsWith("database."));
      } else {
        addDatabaseOptions(child);
      }
    }
  }

  private static int wrongUse(CommandLine.ParameterException wrong, String[] args) {
    CommandLine command = wrong.getCommandLine();
    String text = "chatx: " + wrong.getMessage();
    if (wrong instanceof CommandLine.UnmatchedArgumentException unmatched) {
      text = "chatx: " + unknown(command, unmatched.getUnmatched().getFirst());
    }
    if (!(wrong instanceof WrongConfigException)) {
      text += ". See: " + command.getCommandSpec().qualifiedName() + " --help";
    }
    command.getErr().println(text);
    return USAGE;
  }

  private static String unknown(CommandLine command, String word) {
    boolean option = word.startsWith("-");
    Optional<String> meant =
        Spelling.nearest(
            word,
            option
                ? command.getCommandSpec().optionsMap().keySet()
                : command.getSubcommands().keySet());
    return "there is no "
        + (option ? "option " : "command ")
        + OneLine.of(word, 80)
        + meant.map(known -> " (did you mean " + known + "?)").orElse("");
  }

  private int failed(Exception cause, CommandLine command, CommandLine.ParseResult parsed) {
    if (cause instanceof CommandFailedException expected) {
      io.err().println("chatx: " + expected.getMessage());
      return expected.exitCode();
    }
    log.debug("{} failed", parsed.commandSpec().qualifiedName(), cause);
    io.err()
        .println(
            "chatx: "
                + command.getCommandSpec().qualifiedName()
                + " failed: "
                + cause
                + ". This is a bug; --log-level debug shows where it happened");
    return FAILED;
  }
}
