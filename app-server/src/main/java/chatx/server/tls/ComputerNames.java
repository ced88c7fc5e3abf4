package chatx.server.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What this computer is called, without asking any network for it, which may take its time. */
public final class ComputerNames {
  private static final Path FILE = Path.of("/etc/hostname");

  /** Linux allows 64 characters; whoever uses a name has a limit of their own. */
  private static final int LONGEST_FILE = 256;

  private ComputerNames() {}

  /**
   * The likeliest first; empty where nothing says so.
   *
   * @param environment of this process
   */
  public static List<String> of(Map<String, String> environment) {
    return Stream.of(environment.get("COMPUTERNAME"), file(), environment.get("HOSTNAME"))
        .filter(Objects::nonNull)
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  private static @Nullable String file() {
    try {
      return Files.isReadable(FILE) && Files.size(FILE) <= LONGEST_FILE
          ? Files.readString(FILE, StandardCharsets.ISO_8859_1)
          : null;
    } catch (IOException _) {
      return null;
    }
  }
}
