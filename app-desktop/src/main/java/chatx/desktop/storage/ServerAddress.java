package chatx.desktop.storage;

import chatx.protocol.invite.InviteLink;
import java.net.IDN;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a server is.
 *
 * @param host a name in lower case and ASCII, or an address; an IPv6 address without brackets
 * @param secure whether it is reached by TLS
 */
public record ServerAddress(String host, int port, boolean secure) {
  /** Where a server listens unless it was told otherwise. */
  public static final int DEFAULT_PORT = 8420;

  private static final int LONGEST = 2_000;

  /** Scheme, host, port; whatever page of the server the link shows is left out. */
  private static final Pattern TYPED =
      Pattern.compile(
          "(?:(https?|wss?)://)?"
              + "(?:\\[([0-9a-f:.]+(?:%[a-z0-9._~-]+)?)]|([^\\s/?#:@\\[\\]\\\\]+)|([0-9a-f]*:[0-9a-f]*:[0-9a-f:.]*))"
              + "(?::(\\d{1,5}))?(?:[/?#]\\S*)?",
          Pattern.CASE_INSENSITIVE);

  private static final int LONGEST_NAME = 253;
  private static final Pattern LABEL = Pattern.compile("[a-z0-9-]+");
  private static final Pattern LOOKS_NUMERIC = Pattern.compile("[0-9.]+");
  private static final Pattern IPV4 =
      Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}");

  /**
   * Reads what a person typed or pasted: {@code 192.168.1.5}, {@code host:8420}, {@code
   * [::1]:8420}, {@code https://chat.example}, {@code ws://host:8420/ws}. Encrypted unless the
   * scheme says otherwise. Empty when it is none.
   */
  public static Optional<ServerAddress> parse(String typed) {
    String text = typed.strip();
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    Matcher parts = TYPED.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    String scheme = parts.group(1) == null ? "" : parts.group(1).toLowerCase(Locale.ROOT);
    boolean secure = !scheme.equals("http") && !scheme.equals("ws");
    int port =
        parts.group(5) != null
            ? Integer.parseInt(parts.group(5))
            : scheme.isEmpty() ? DEFAULT_PORT : secure ? 443 : 80;
    if (port < 1 || port > 65_535) {
      return Optional.empty();
    }
    return host(parts).map(host -> new ServerAddress(host, port, secure));
  }

  /** Where a link says that its server is, the likeliest first. */
  public static List<ServerAddress> of(InviteLink link) {
    return link.addresses().stream()
        .map(each -> new ServerAddress(each.host(), each.port(), link.secure()))
        .toList();
  }

  /** An address of its HTTP interface; {@code path} begins with a slash. */
  public URI http(String path) {
    return URI.create((secure ? "https" : "http") + "://" + hostAndPort() + path);
  }

  /** Where its socket is. */
  public URI socket() {
    return URI.create((secure ? "wss" : "ws") + "://" + hostAndPort() + "/ws");
  }

  /** As a person would write it; {@link #parse} reads it. */
  public String display() {
    String host = bracketed();
    if (!secure) {
      return "http://" + (port == 80 ? host : host + ":" + port);
    }
    return switch (port) {
      case DEFAULT_PORT -> host;
      case 443 -> "https://" + host;
      default -> host + ":" + port;
    };
  }

  @Override
  public String toString() {
    return display();
  }

  private String hostAndPort() {
    return bracketed() + ":" + port;
  }

  private String bracketed() {
    return host.contains(":") ? "[" + host + "]" : host;
  }

  private static Optional<String> host(Matcher parts) {
    String name = parts.group(3);
    if (name == null) {
      String address = parts.group(2) == null ? parts.group(4) : parts.group(2);
      return Optional.of(address.toLowerCase(Locale.ROOT))
          .filter(each -> isUriHost("[" + each + "]"));
    }
    String ascii;
    try {
      ascii = IDN.toASCII(name, IDN.USE_STD3_ASCII_RULES | IDN.ALLOW_UNASSIGNED);
    } catch (IllegalArgumentException | IndexOutOfBoundsException _) {
      ascii = name;
    }
    String host = ascii.toLowerCase(Locale.ROOT);
    if (host.endsWith(".")) {
      host = host.substring(0, host.length() - 1);
    }
    boolean fits =
        LOOKS_NUMERIC.matcher(host).matches() ? IPV4.matcher(host).matches() : isName(host);
    return fits && isUriHost(host) ? Optional.of(host) : Optional.empty();
  }

  private static boolean isName(String host) {
    return host.length() <= LONGEST_NAME
        && Arrays.stream(host.split("\\.", -1))
            .allMatch(label ->
                LABEL.matcher(label).matches() && !label.startsWith("-") && !label.endsWith("-"));
  }

  /** Names that Java's URI takes for none cannot be connected to either. */
  private static boolean isUriHost(String host) {
    try {
      return URI.create("ws://" + host + ":1/").getHost() != null;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
