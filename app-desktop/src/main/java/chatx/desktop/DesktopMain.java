package chatx.desktop;

import chatx.desktop.host.HeadlessServer;
import chatx.desktop.storage.AppFolder;
import chatx.desktop.storage.StorageRefusal;
import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where {@code mvn -Prun} and the installed app begin: the window where there is a display, the
 * server alone where there is none.
 */
public final class DesktopMain {
  private static final int ASKED_WRONGLY = 2;
  private static final int NOT_POSSIBLE = 1;

  private DesktopMain() {}

  public static void main(String[] args) {
    PrintStream out = System.out;
    Map<String, String> environment = System.getenv();
    if (!hasDisplay(
        environment, System.getProperty("os.name"), System.getProperty("glass.platform"))) {
      out.println(
          "There is no display here, so the server starts without a window."
              + " The next line says its address; Ctrl-C stops it.");
      HeadlessServer.run(args);
      return;
    }
    switch (options(args, environment)) {
      case Options.Wrong(String sentence) -> {
        System.err.println(sentence);
        System.exit(ASKED_WRONGLY);
      }
      case Options.Help() -> out.println(HELP);
      case Options.Start(Path data, List<String> rest) -> start(data, rest, out);
    }
  }

  private static final String HELP =
      """
      ChatX: chat that people host themselves.

        chatx://…    an invite: asks, and leads into its room
        --data DIR   keep everything in this folder (also CHATX_DATA); two folders are two apps
        --help       this text

      Without a display the server starts alone; its own options are those of chatx-server.jar.\
      """;

  /** What the command line asks for. */
  sealed interface Options {
    record Start(Path data, List<String> rest) implements Options {}

    record Help() implements Options {}

    record Wrong(String sentence) implements Options {}
  }

  static Options options(String[] args, Map<String, String> environment) {
    Optional<String> data = Optional.ofNullable(environment.get("CHATX_DATA"));
    List<String> rest = new ArrayList<>();
    for (int i = 0; i < args.length; i++) {
      String arg = args[i];
      if (!rest.isEmpty()) {
        // A system that puts a link into a command line may not see the quotes in it.
        return new Options.Wrong("Nothing may follow an invite. See --help.");
      } else if (arg.equals("--help") || arg.equals("-h")) {
        return new Options.Help();
      } else if (arg.startsWith("--data=")) {
        data = Optional.of(arg.substring("--data=".length()));
      } else if (arg.equals("--data")) {
        if (i + 1 == args.length) {
          return new Options.Wrong("--data needs a folder. See --help.");
        }
        i++;
        data = Optional.of(args[i]);
      } else if (arg.startsWith("chatx:")) {
        rest.add(arg);
      } else {
        return new Options.Wrong("ChatX does not know the option " + arg + ". See --help.");
      }
    }
    try {
      return new Options.Start(
          data.filter(text -> !text.isBlank()).map(Path::of).orElseGet(AppFolder::defaultPath),
          List.copyOf(rest));
    } catch (InvalidPathException _) {
      return new Options.Wrong("--data is no folder that this system can have.");
    }
  }

  /**
   * @param platform the toolkit's own choice, where somebody made it: it needs no display then
   */
  static boolean hasDisplay(
      Map<String, String> environment, String system, @Nullable String platform) {
    String name = system.toLowerCase(Locale.ROOT);
    boolean always = name.contains("windows") || name.contains("mac");
    return always
        || platform != null
        || isSet(environment, "DISPLAY")
        || isSet(environment, "WAYLAND_DISPLAY");
  }

  private static boolean isSet(Map<String, String> environment, String name) {
    return !environment.getOrDefault(name, "").isBlank();
  }

  private static void start(Path data, List<String> arguments, PrintStream out) {
    switch (AppFolder.open(data, arguments)) {
      case AppFolder.AlreadyOpen(boolean shown) -> {
        out.println(
            shown
                ? "ChatX is already open; its window was brought to the front."
                : "ChatX is already open on "
                    + data
                    + ". Close it first, or choose another --data.");
        System.exit(shown ? 0 : NOT_POSSIBLE);
      }
      case AppFolder.Unusable(StorageRefusal why) -> unusable(why);
      case AppFolder.Opened(AppFolder folder) ->
          DesktopApp.start(folder, Clock.systemUTC(), arguments)
              .ifPresent(why -> {
                folder.close();
                unusable(why);
              });
    }
  }

  private static void unusable(StorageRefusal why) {
    System.err.println(
        switch (why.reason()) {
          case IN_USE -> "Another program has " + why.path() + " open. Close it and start again.";
          case NEWER_VERSION -> "A newer ChatX wrote " + why.path() + ". Update this one.";
          case UNREADABLE ->
              why.path() + " is damaged or not from ChatX. Move it elsewhere and start again.";
          case NOT_WRITABLE ->
              why.path()
                  + " cannot be written ("
                  + why.detail()
                  + "). Make room or give yourself the right, or choose another folder with"
                  + " --data.";
        });
    System.exit(NOT_POSSIBLE);
  }
}
