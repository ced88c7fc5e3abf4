package chatx.server;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a configuration is read from, besides the defaults.
 *
 * @param environment the process's environment; names that do not start with {@code CHATX_} are
 *     ignored
 * @param flags what the command line said, by {@linkplain Setting#flag() flag} with its dashes
 * @param file the configuration file that was asked for; without one, {@code chatx.conf} in the
 *     data folder is read when it is there
 */
public record ConfigSources(
    Map<String, String> environment, Map<String, String> flags, Optional<Path> file) {

  public ConfigSources {
    environment = Map.copyOf(environment);
    flags = Map.copyOf(flags);
  }
}
