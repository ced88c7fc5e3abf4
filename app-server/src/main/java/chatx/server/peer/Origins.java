package chatx.server.peer;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which pages may open a socket (RFC 6455, 10.2) or change something over HTTP. Origins are
 * compared whole, in one spelling, so that neither a prefix nor another port nor upper case makes a
 * foreign page look like ours.
 */
public final class Origins {

  private static final Pattern ORIGIN =
      Pattern.compile(
          "(?<scheme>https?)://"
              + "(?<host>[a-z0-9]([a-z0-9._-]{0,252})|[a-z0-9]|\\[[0-9a-f:.]{2,45}])"
              + "(:(?<port>[0-9]{1,5}))?",
          Pattern.CASE_INSENSITIVE);

  private final Set<String> allowed;

  /**
   * @param allowed origins of pages from elsewhere; the server's own is always allowed
   */
  public Origins(Collection<String> allowed) {
    Set<String> normal = new HashSet<>();
    for (String origin : allowed) {
      String spelled = normalize(origin);
      if (spelled != null) {
        normal.add(spelled);
      }
    }
    this.allowed = Set.copyOf(normal);
  }

  /**
   * Whether a page of this origin may speak to this host.
   *
   * @param host the request's Host header, which is the server's own origin without the scheme
   * @param secure whether the request came over TLS
   */
  public boolean allows(String origin, String host, boolean secure) {
    String page = normalize(origin);
    if (page == null) {
      return false;
    }
    return allowed.contains(page)
        || page.equals(normalize((secure ? "https://" : "http://") + host));
  }

  /** Whether this is an origin that the operator listed. */
  public boolean isListed(String origin) {
    String page = normalize(origin);
    return page != null && allowed.contains(page);
  }

  /** Scheme, host and port in lower case, the port always written out; null if it is no origin. */
  public static @Nullable String normalize(String origin) {
    Matcher matcher = ORIGIN.matcher(origin);
    if (!matcher.matches()) {
      return null;
    }
    String scheme = matcher.group("scheme").toLowerCase(Locale.ROOT);
    String host = matcher.group("host").toLowerCase(Locale.ROOT);
    String port = matcher.group("port");
    int number = port == null ? (scheme.equals("https") ? 443 : 80) : Integer.parseInt(port);
    return number > 0xFFFF ? null : scheme + "://" + host + ":" + number;
  }
}
