package chatx.desktop.model;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which destinations of a link may be followed. */
final class SafeLink {
  private static final int LONGEST = 2_048;
  private static final Pattern HOST = Pattern.compile("(?:[a-z0-9_.-]+|\\[[0-9a-f:.]+])");
  private static final Pattern PORT = Pattern.compile(":\\d{0,5}");

  private SafeLink() {}

  /**
   * The destination in ASCII, so that it can be shown as what it is; empty where it is not of the
   * kinds {@code http}, {@code https} and {@code mailto}.
   */
  static Optional<URI> of(String destination) {
    if (destination.length() > LONGEST
        || destination.chars().anyMatch(c -> c <= ' ' || (c >= 0x7F && c <= 0xA0))) {
      return Optional.empty();
    }
    try {
      URI uri = new URI(quoted(destination));
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      return switch (scheme) {
        case "mailto" ->
            uri.isOpaque() ? Optional.of(new URI(uri.toASCIIString())) : Optional.empty();
        case "http", "https" -> web(uri, scheme);
        default -> Optional.empty();
      };
    } catch (URISyntaxException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static Optional<URI> web(URI uri, String scheme) throws URISyntaxException {
    String authority = uri.getRawAuthority();
    if (authority == null) {
      return Optional.empty();
    }
    // A name in front of an @ has no use here but to look like a host.
    String place = authority.substring(authority.lastIndexOf('@') + 1);
    int colon = place.lastIndexOf(':');
    boolean hasPort = colon > place.lastIndexOf(']');
    String host = hasPort ? place.substring(0, colon) : place;
    String port = hasPort ? place.substring(colon) : "";
    String ascii =
        host.startsWith("[")
            ? host.toLowerCase(Locale.ROOT)
            : IDN.toASCII(host, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
    if (!HOST.matcher(ascii).matches() || (!port.isEmpty() && !PORT.matcher(port).matches())) {
      return Optional.empty();
    }
    StringBuilder whole = new StringBuilder(scheme).append("://").append(ascii).append(port);
    whole.append(uri.getRawPath() == null ? "" : uri.getRawPath());
    if (uri.getRawQuery() != null) {
      whole.append('?').append(uri.getRawQuery());
    }
    if (uri.getRawFragment() != null) {
      whole.append('#').append(uri.getRawFragment());
    }
    return Optional.of(new URI(new URI(whole.toString()).toASCIIString()));
  }

  /** People paste addresses with characters that an address should not have. */
  private static String quoted(String destination) {
    StringBuilder quoted = new StringBuilder(destination.length());
    for (int i = 0; i < destination.length(); i++) {
      char c = destination.charAt(i);
      if ("\"<>\\^`{|}".indexOf(c) >= 0) {
        quoted.append(String.format(Locale.ROOT, "%%%02X", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.toString();
  }
}
