package chatx.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts a {@link ServerConfig} together: defaults, then the file, then the environment, then the
 * command line. It does not stop at the first problem, so that one start shows all of them.
 */
public final class ConfigLoader {
  /** The environment variable that names the configuration file, like {@code --config}. */
  public static final String FILE_VARIABLE = "CHATX_CONFIG";

  /** The configuration file's name in the data folder. */
  public static final String FILE_NAME = "chatx.conf";

  private static final String PREFIX = "CHATX_";

  /**
   * Kubernetes puts these into every container of a namespace with a service called "chatx"; they
   * are not meant as settings.
   */
  private static final Pattern SERVICE_LINK =
      Pattern.compile("CHATX_(.*_)?(SERVICE_(HOST|PORT)(_.*)?|PORT_\\d+_(TCP|UDP)(_.*)?)");

  private final ConfigSources sources;
  private final List<String> problems = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final Map<Setting, Written> written = new EnumMap<>(Setting.class);

  /** What stood somewhere, before its form is checked. */
  private record Written(String text, Origin origin) {}

  /** What became of it. */
  public sealed interface Outcome {}

  /**
   * A configuration that can be used.
   *
   * @param warnings what an operator should look at, one sentence each
   */
  public record Loaded(ServerConfig config, List<String> warnings) implements Outcome {}

  /**
   * A configuration with mistakes.
   *
   * @param problems all of them, one sentence each, without secrets
   */
  public record Refused(List<String> problems) implements Outcome {}

  private ConfigLoader(ConfigSources sources) {
    this.sources = sources;
  }

  /** Reads everything there is to read; never throws for what an operator wrote. */
  public static Outcome load(ConfigSources sources) {
    return new ConfigLoader(sources).load(true);
  }

  /** The same without looking for any file. */
  static Outcome loadWithoutFile(ConfigSources sources) {
    return new ConfigLoader(sources).load(false);
  }

  private Outcome load(boolean withFile) {
    // Strongest first: a setting that is already known is not taken again.
    takeFlags();
    takeEnvironment();
    if (withFile) {
      takeFile();
    }

    Map<Setting, ServerConfig.Value> values = new EnumMap<>(Setting.class);
    for (Setting setting : Setting.values()) {
      Written text =
          written.getOrDefault(setting, new Written(setting.defaultText(), Origin.DEFAULT));
      try {
        values.put(
            setting,
            new ServerConfig.Value(text.text(), setting.kind().parse(text.text()), text.origin()));
      } catch (SettingSyntaxException wrong) {
        // A database address may have a password in it, so it is not repeated.
        String value =
            setting.kind() instanceof SettingKind.PostgresUrl ? "" : ", not " + quoted(text.text());
        problems.add(
            "%s %s%s (%s)".formatted(setting.key(), wrong.getMessage(), value, text.origin()));
      }
    }
    problems.addAll(Contradictions.in(values));
    if (!problems.isEmpty()) {
      return new Refused(List.copyOf(problems));
    }
    warnings.addAll(Contradictions.warnings(values));
    return new Loaded(new ServerConfig(values), List.copyOf(warnings));
  }

  private void takeFlags() {
    for (var flag : new TreeMap<>(sources.flags()).entrySet()) {
      Origin origin = new Origin(Origin.Layer.FLAG, flag.getKey());
      Optional<Setting> setting = named(flag.getKey(), Setting::flag);
      Optional<Setting> secret = named(flag.getKey(), s -> s.flag() + "-file");
      if (setting.filter(s -> !s.secret()).isPresent()) {
        take(setting.get(), flag.getValue(), origin);
      } else if (secret.filter(Setting::secret).isPresent()) {
        takeSecretFile(secret.get(), flag.getValue(), origin);
      } else {
        problems.add("there is no option " + flag.getKey());
      }
    }
  }

  private void takeEnvironment() {
    for (var variable : new TreeMap<>(sources.environment()).entrySet()) {
      String name = variable.getKey();
      if (!name.startsWith(PREFIX)
          || name.equals(FILE_VARIABLE)
          || SERVICE_LINK.matcher(name).matches()) {
        continue;
      }
      if (name.equals(Setting.PORT.variable()) && variable.getValue().contains("://")) {
        warnings.add(
            name
                + " was put there by Kubernetes for a service called \"chatx\" and is ignored; set"
                + " enableServiceLinks: false, or use --port");
        continue;
      }
      Origin origin = new Origin(Origin.Layer.ENVIRONMENT, "environment " + name);
      Optional<Setting> setting = named(name, Setting::variable);
      Optional<Setting> secret = named(name, s -> s.variable() + "_FILE");
      if (setting.isPresent()) {
        take(setting.get(), variable.getValue(), origin);
      } else if (secret.filter(Setting::secret).isPresent()) {
        takeSecretFile(secret.get(), variable.getValue(), origin);
      } else {
        problems.add(
            "there is no setting %s%s".formatted(name, suggestion(name, Setting::variable)));
      }
    }
  }

  private void takeFile() {
    @Nullable Path file = askedFor();
    boolean inDataFolder = file == null;
    if (file == null) {
      @Nullable Path folder = dataFolder();
      if (folder == null || !Files.exists(folder.resolve(FILE_NAME))) {
        return;
      }
      file = folder.resolve(FILE_NAME);
    }
    ConfigFile read = ConfigFile.read(file);
    problems.addAll(read.problems());
    read.warning().ifPresent(warnings::add);
    for (ConfigFile.Entry entry : read.entries()) {
      Origin origin = new Origin(Origin.Layer.FILE, entry.where());
      Optional<Setting> setting = Setting.ofKey(entry.key());
      Optional<Setting> secret = named(entry.key(), s -> s.key() + "-file");
      if (setting.isPresent()) {
        if (setting.get() == Setting.DATA && inDataFolder) {
          problems.add(
              "data cannot be set in the data folder's own %s (%s); use --data or %s"
                  .formatted(FILE_NAME, origin, Setting.DATA.variable()));
        } else {
          take(setting.get(), entry.text(), origin);
        }
      } else if (secret.filter(Setting::secret).isPresent()) {
        takeSecretFile(secret.get(), entry.text(), origin);
      } else {
        problems.add(
            "there is no setting %s%s (%s)"
                .formatted(quoted(entry.key()), suggestion(entry.key(), Setting::key), origin));
      }
    }
  }

  private @Nullable Path askedFor() {
    if (sources.file().isPresent()) {
      return sources.file().get().toAbsolutePath();
    }
    @Nullable String named = sources.environment().get(FILE_VARIABLE);
    try {
      return named == null ? null : Path.of(named).toAbsolutePath();
    } catch (InvalidPathException notAPath) {
      problems.add(FILE_VARIABLE + " is not a path on this system: " + notAPath.getReason());
      return null;
    }
  }

  private @Nullable Path dataFolder() {
    @Nullable Written data = written.get(Setting.DATA);
    try {
      return new SettingKind.Folder()
          .parse(data == null ? Setting.DATA.defaultText() : data.text());
    } catch (SettingSyntaxException reportedLater) {
      return null;
    }
  }

  private void takeSecretFile(Setting setting, String file, Origin origin) {
    if (already(setting, origin)) {
      return;
    }
    try {
      String text = Files.readString(Path.of(file)).stripTrailing();
      take(setting, text, new Origin(origin.layer(), origin.where() + ", file " + file));
    } catch (IOException | InvalidPathException unreadable) {
      problems.add(
          "%s: the file %s cannot be read: %s (%s)"
              .formatted(setting.key(), file, ConfigFile.reason(unreadable), origin));
      // Known as asked for, so that a weaker source is not used in its place without a word.
      written.put(setting, new Written("", origin));
    }
  }

  private void take(Setting setting, String text, Origin origin) {
    if (!already(setting, origin)) {
      written.put(setting, new Written(setting.secret() ? text : text.strip(), origin));
    }
  }

  private boolean already(Setting setting, Origin origin) {
    @Nullable Written earlier = written.get(setting);
    if (earlier != null && earlier.origin().layer() == origin.layer()) {
      problems.add(
          "%s is set twice: by %s and by %s".formatted(setting.key(), earlier.origin(), origin));
    }
    return earlier != null;
  }

  private interface Name {
    String of(Setting setting);
  }

  private static Optional<Setting> named(String text, Name name) {
    for (Setting setting : Setting.values()) {
      if (name.of(setting).equals(text)) {
        return Optional.of(setting);
      }
    }
    return Optional.empty();
  }

  private static String suggestion(String text, Name name) {
    List<String> known = new ArrayList<>();
    for (Setting setting : Setting.values()) {
      known.add(name.of(setting));
    }
    return Spelling.nearest(text, known).map(n -> "; did you mean " + n + "?").orElse("");
  }

  private static String quoted(String text) {
    return '"' + text.replaceAll("\\p{Cntrl}", "?") + '"';
  }
}
