package chatx.server;

import chatx.server.limit.Limit;
import chatx.server.peer.TrustedProxies;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a setting's text means. {@link #parse} gives the value that {@link ServerConfig} keeps, and
 * complains in words that follow "the setting …".
 */
sealed interface SettingKind {
  Object parse(String text) throws SettingSyntaxException;

  /** Said in help texts in place of the value, for example {@code NUMBER}. */
  String label();

  /** A whole number in a closed range; {@code unit} is said in messages, and may be empty. */
  record WholeNumber(long min, long max) implements SettingKind {
    @Override
    public Long parse(String text) throws SettingSyntaxException {
      return inRange(number(text, 1), min, max);
    }

    @Override
    public String label() {
      return "NUMBER";
    }
  }

  /** A number of bytes; {@code 64k} and {@code 1m} mean 64 × 1024 and 1024 × 1024. */
  record Bytes(long min, long max) implements SettingKind {
    @Override
    public Long parse(String text) throws SettingSyntaxException {
      String lower = text.toLowerCase(Locale.ROOT);
      long unit = lower.endsWith("k") ? 1024 : lower.endsWith("m") ? 1024 * 1024 : 1;
      String digits = unit == 1 ? lower : lower.substring(0, lower.length() - 1).strip();
      return inRange(number(digits, unit), min, max);
    }

    @Override
    public String label() {
      return "BYTES";
    }
  }

  /** {@code true} or {@code false}, {@code yes}/{@code no} and {@code on}/{@code off} as well. */
  record YesNo() implements SettingKind {
    @Override
    public Boolean parse(String text) throws SettingSyntaxException {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "true", "yes", "on" -> true;
        case "false", "no", "off" -> false;
        default -> throw new SettingSyntaxException("must be true or false");
      };
    }

    @Override
    public String label() {
      return "true|false";
    }
  }

  /** One of a few words. */
  record Choice(List<String> words) implements SettingKind {
    @Override
    public String parse(String text) throws SettingSyntaxException {
      String word = text.toLowerCase(Locale.ROOT);
      if (!words.contains(word)) {
        throw new SettingSyntaxException("must be one of " + String.join(", ", words));
      }
      return word;
    }

    @Override
    public String label() {
      return String.join("|", words);
    }
  }

  /** One line of text, at most {@code maxLength} characters long. */
  record Text(int minLength, int maxLength) implements SettingKind {
    @Override
    public String parse(String text) throws SettingSyntaxException {
      if (text.length() < minLength || text.length() > maxLength) {
        throw new SettingSyntaxException(
            minLength == 0
                ? "must be at most " + maxLength + " characters long"
                : "must be " + minLength + " to " + maxLength + " characters long");
      }
      if (text.chars().anyMatch(Character::isISOControl)) {
        throw new SettingSyntaxException("must not contain control characters");
      }
      return text;
    }

    @Override
    public String label() {
      return "TEXT";
    }
  }

  /** Text that is shown nowhere. */
  record SecretText() implements SettingKind {
    @Override
    public Secret parse(String text) {
      return new Secret(text);
    }

    @Override
    public String label() {
      return "SECRET";
    }
  }

  /** A name or address to listen on, without a port. */
  record HostName() implements SettingKind {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._:%\\-]{1,253}");

    @Override
    public String parse(String text) throws SettingSyntaxException {
      boolean withPort = text.indexOf(':') >= 0 && text.indexOf(':') == text.lastIndexOf(':');
      if (!FORM.matcher(text).matches() || withPort) {
        throw new SettingSyntaxException(
            "must be a host name or an address, like 0.0.0.0 or 127.0.0.1, without a port");
      }
      return text;
    }

    @Override
    public String label() {
      return "HOST";
    }
  }

  /** A folder; relative ones are taken from the working directory. */
  record Folder() implements SettingKind {
    @Override
    public Path parse(String text) throws SettingSyntaxException {
      if (text.isBlank()) {
        throw new SettingSyntaxException("must name a folder");
      }
      try {
        return Path.of(text).toAbsolutePath().normalize();
      } catch (InvalidPathException notAPath) {
        throw new SettingSyntaxException("is not a path on this system: " + notAPath.getReason());
      }
    }

    @Override
    public String label() {
      return "DIR";
    }
  }

  /** A file, or nothing; relative ones are taken from the working directory. */
  record OptionalFile() implements SettingKind {
    @Override
    public Optional<Path> parse(String text) throws SettingSyntaxException {
      return text.isBlank() ? Optional.empty() : Optional.of(new Folder().parse(text));
    }

    @Override
    public String label() {
      return "FILE";
    }
  }

  /**
   * A JDBC address of PostgreSQL, or nothing. Other drivers are refused: H2's address can carry
   * statements that run on opening, so the embedded database's address is never taken from outside.
   */
  record PostgresUrl() implements SettingKind {
    private static final Pattern PASSWORD =
        Pattern.compile("(?i)[?&](ssl)?password=|//[^/@]*:[^/@]*@");

    @Override
    public String parse(String text) throws SettingSyntaxException {
      if (text.isEmpty()) {
        return text;
      }
      if (PASSWORD.matcher(text).find()) {
        throw new SettingSyntaxException(
            "must not contain a password; set database.password or database.password-file");
      }
      if (!text.startsWith("jdbc:postgresql:")) {
        throw new SettingSyntaxException(
            "must look like jdbc:postgresql://host:5432/name, or be empty for the embedded H2"
                + " database");
      }
      return text;
    }

    @Override
    public String label() {
      return "JDBC-URL";
    }
  }

  /** So many actions in so much time. */
  record Frequency() implements SettingKind {
    @Override
    public Limit parse(String text) throws SettingSyntaxException {
      return LimitText.parse(text);
    }

    @Override
    public String label() {
      return "N/TIME";
    }
  }

  /** Addresses and blocks of them, separated by commas. */
  record Networks() implements SettingKind {
    @Override
    public TrustedProxies parse(String text) throws SettingSyntaxException {
      try {
        return TrustedProxies.of(parts(text));
      } catch (IllegalArgumentException e) {
        throw new SettingSyntaxException(
            "must be a list of addresses or blocks like 10.0.0.0/8 or fd00::/8: \""
                + e.getMessage()
                + "\" is none");
      }
    }

    @Override
    public String label() {
      return "BLOCK,…";
    }
  }

  /** Web origins such as {@code https://chat.example.org}, separated by commas. */
  record Origins() implements SettingKind {
    @Override
    public List<String> parse(String text) throws SettingSyntaxException {
      List<String> parts = parts(text);
      for (String part : parts) {
        if (!isOrigin(part)) {
          throw new SettingSyntaxException(
              "must be a list of origins like https://chat.example.org, without a path: \""
                  + part
                  + "\" is none");
        }
      }
      return parts.stream().map(part -> part.toLowerCase(Locale.ROOT)).toList();
    }

    private static boolean isOrigin(String text) {
      try {
        URI uri = new URI(text);
        String scheme = uri.getScheme();
        return scheme != null
            && (scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https"))
            && uri.getHost() != null
            && uri.getRawPath().isEmpty()
            && uri.getRawQuery() == null
            && uri.getRawFragment() == null
            && uri.getRawUserInfo() == null;
      } catch (URISyntaxException notAUri) {
        return false;
      }
    }

    @Override
    public String label() {
      return "ORIGIN,…";
    }
  }

  private static List<String> parts(String text) {
    return Arrays.stream(text.split(",", -1)).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }

  private static long number(String digits, long unit) throws SettingSyntaxException {
    try {
      return Math.multiplyExact(Long.parseLong(digits), unit);
    } catch (NumberFormatException | ArithmeticException notANumber) {
      throw new SettingSyntaxException("must be a whole number");
    }
  }

  private static long inRange(long value, long min, long max) throws SettingSyntaxException {
    if (value < min || value > max) {
      throw new SettingSyntaxException("must be between " + min + " and " + max);
    }
    return value;
  }
}
