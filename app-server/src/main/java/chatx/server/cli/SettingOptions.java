package chatx.server.cli;

import chatx.server.ConfigSources;
import chatx.server.Setting;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options that are made from the table of settings. */
final class SettingOptions {
  static final String CONFIG = "--config";

  private SettingOptions() {}

  static void addTo(CommandSpec command, boolean visible) {
    addTo(command, _ -> visible);
  }

  /**
   * Adds an option for every setting of whose name the command has none of its own; help texts show
   * those that are visible here.
   */
  static void addTo(CommandSpec command, Predicate<Setting> visible) {
    command.addOption(
        OptionSpec.builder(CONFIG)
            .type(String.class)
            .paramLabel("FILE")
            .description("configuration file (default: chatx.conf in the data folder)")
            .build());
    for (Setting setting : Setting.values()) {
      String name = setting.secret() ? setting.flag() + "-file" : setting.flag();
      if (command.findOption(name) != null) {
        continue;
      }
      String preset = setting.defaultText().isEmpty() ? "" : " (default: %s)";
      command.addOption(
          OptionSpec.builder(name)
              .type(String.class)
              .paramLabel(setting.secret() ? "FILE" : setting.valueLabel())
              .description(
                  (setting.secret() ? "file with the " : "")
                      + (setting.description() + preset.formatted(setting.defaultText()))
                          .replace("%", "%%"))
              .hidden(!visible.test(setting))
              .build());
    }
  }

  /** What the command line and the environment say; options before a command's name count too. */
  static ConfigSources sources(CommandSpec command, Map<String, String> environment) {
    Map<String, String> flags = new HashMap<>();
    @Nullable CommandSpec level = command;
    while (level != null) {
      for (OptionSpec option : level.commandLine().getParseResult().matchedOptions()) {
        if (option.getValue() instanceof String value) {
          flags.putIfAbsent(option.longestName(), value);
        }
      }
      level = level.parent();
    }
    flags.keySet().removeIf(name -> !name.equals(CONFIG) && !isSetting(name));
    @Nullable String file = flags.remove(CONFIG);
    try {
      return new ConfigSources(environment, flags, Optional.ofNullable(file).map(Path::of));
    } catch (InvalidPathException notAPath) {
      throw new CommandLine.ParameterException(
          command.commandLine(), CONFIG + " is not a path on this system");
    }
  }

  private static boolean isSetting(String flag) {
    for (Setting setting : Setting.values()) {
      if (flag.equals(setting.flag()) || flag.equals(setting.flag() + "-file")) {
        return true;
      }
    }
    return false;
  }
}
