package chatx.server.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** {@code version}. */
@Command(
    name = "version",
    mixinStandardHelpOptions = true,
    description = "Say which version this is, and on which Java it runs.")
final class VersionCommand implements Runnable, IVersionProvider {
  private final @Nullable Context context;

  VersionCommand(Context context) {
    this.context = context;
  }

  /** For picocli, which makes one to ask for {@code --version}. */
  VersionCommand() {
    this.context = null;
  }

  @Override
  public void run() {
    if (context != null) {
      context.io().out().println(line());
    }
  }

  @Override
  public String[] getVersion() {
    return new String[] {line()};
  }

  /** From the jar's manifest; {@code development} when it was not started from a jar. */
  static String version() {
    String version = VersionCommand.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  private static String line() {
    return "ChatX "
        + version()
        + ", Java "
        + Runtime.version()
        + " ("
        + System.getProperty("java.vendor")
        + "), "
        + System.getProperty("os.name")
        + " "
        + System.getProperty("os.arch");
  }
}
