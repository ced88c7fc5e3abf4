package chatx.server.cli;

import chatx.server.Origin;
import chatx.server.ServerConfig;
import chatx.server.Setting;
import java.io.PrintWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code config print}. */
final class ConfigCommand {
  private ConfigCommand() {}

  @Command(
      name = "config",
      mixinStandardHelpOptions = true,
      description = "Show the configuration.",
      subcommands = {})
  static final class Group implements Runnable {
    @Spec private @Nullable CommandSpec spec;

    @Override
    public void run() {
      throw AdminCommand.missing(Objects.requireNonNull(spec));
    }
  }

  @Command(
      name = "print",
      abbreviateSynopsis = true,
      mixinStandardHelpOptions = true,
      description = {
        "Print the configuration in the form of the configuration file; secrets are masked.",
        "Settings at their default are commented out, so that the output can be edited."
      },
      footerHeading = "%nExamples:%n",
      footer = {
        "  config print > chatx-data/chatx.conf      a file to start from",
        "  config print --effective --origin         what counts, and where it comes from"
      })
  static final class Print implements Runnable {
    private final Context context;
    @Spec private @Nullable CommandSpec spec;

    @Option(names = "--effective", description = "only the values that count, without comments")
    private boolean effective;

    @Option(names = "--origin", description = "say where each value comes from")
    private boolean origin;

    Print(Context context) {
      this.context = context;
    }

    @Override
    public void run() {
      ServerConfig config = context.config(Objects.requireNonNull(spec));
      PrintWriter out = context.io().out();
      for (Setting setting : Setting.values()) {
        boolean preset = config.origin(setting).layer() == Origin.Layer.DEFAULT;
        if (!effective) {
          out.println("# " + setting.description());
        }
        // A masked secret must not be taken for the secret when the output becomes a file.
        boolean comment = !effective && (preset || setting.secret());
        out.println(
            (comment ? "# " : "")
                + setting.key()
                + " = "
                + quoted(config.shown(setting))
                + (origin ? "   # " + config.origin(setting) : ""));
        if (!effective) {
          out.println();
        }
      }
    }

    private static String quoted(String text) {
      return text.matches("[0-9]+|true|false")
          ? text
          : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
  }
}
