package chatx.server;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigValue;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The configuration file (HOCON, of which JSON and {@code key = value} lines are a part), flattened
 * to dotted keys.
 *
 * @param entries what stands in it, in the order of the keys
 * @param warning what is wrong with the file itself, but does not stop the start
 */
record ConfigFile(List<Entry> entries, List<String> problems, Optional<String> warning) {
  private static final long MAX_BYTES = 1 << 20;

  /**
   * One value.
   *
   * @param where the file's name and the line, for people
   */
  record Entry(String key, String text, String where) {}

  static ConfigFile read(Path file) {
    String name = file.toString();
    String content;
    try {
      if (Files.size(file) > MAX_BYTES) {
        return broken("the configuration file " + name + " is larger than 1 MB");
      }
      content = Files.readString(file);
    } catch (IOException unreadable) {
      return broken("the configuration file " + name + " cannot be read: " + reason(unreadable));
    }
    List<Entry> entries = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    try {
      // The environment is a layer of its own, so ${…} must not reach it from inside the file.
      Config config =
          ConfigFactory.parseString(
                  content, ConfigParseOptions.defaults().setOriginDescription(name))
              .resolve(ConfigResolveOptions.noSystem());
      flatten("", config.root(), name, entries, problems);
    } catch (ConfigException wrong) {
      return broken("the configuration file " + oneLine(String.valueOf(wrong.getMessage())));
    }
    return new ConfigFile(entries, problems, warning(file, entries));
  }

  private static void flatten(
      String prefix, ConfigObject object, String file, List<Entry> to, List<String> problems) {
    for (Map.Entry<String, ConfigValue> child : new TreeMap<>(object).entrySet()) {
      String key = prefix + child.getKey();
      ConfigValue value = child.getValue();
      int line = value.origin().lineNumber();
      String where = line > 0 ? file + " line " + line : file;
      switch (value.valueType()) {
        case OBJECT -> flatten(key + ".", (ConfigObject) value, file, to, problems);
        case LIST -> {
          // Only origins are lists, and they contain no comma.
          String text =
              ((ConfigList) value)
                  .stream()
                      .map(v -> String.valueOf(v.unwrapped()))
                      .collect(Collectors.joining(","));
          to.add(new Entry(key, text, where));
        }
        case NULL -> problems.add(key + " is null; leave it out instead (" + where + ")");
        case NUMBER, BOOLEAN, STRING ->
            to.add(new Entry(key, String.valueOf(value.unwrapped()), where));
      }
    }
  }

  private static Optional<String> warning(Path file, List<Entry> entries) {
    boolean secrets =
        entries.stream().anyMatch(e -> Setting.ofKey(e.key()).filter(Setting::secret).isPresent());
    try {
      if (secrets
          && Files.getFileStore(file).supportsFileAttributeView("posix")
          && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
        return Optional.of(
            file + " contains a password and every user of this machine can read it; chmod 600 it");
      }
    } catch (IOException unknown) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  /** The cause of a failed read in words, because Java's messages are often only the name. */
  static String reason(Exception failure) {
    return switch (failure) {
      case NoSuchFileException _ -> "there is no such file";
      case AccessDeniedException _ -> "this user may not read it";
      case java.nio.charset.CharacterCodingException _ -> "it is not UTF-8 text";
      default -> oneLine(String.valueOf(failure.getMessage()));
    };
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }

  private static ConfigFile broken(String problem) {
    return new ConfigFile(List.of(), List.of(problem), Optional.empty());
  }
}
