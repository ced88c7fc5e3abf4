package chatx.server.account;

import org.jspecify.annotations.Nullable;

/** The cookies of a browser's session (RFC 6265), and how they are read. */
public final class SessionCookies {
  public static final String ACCESS = "chatx_access";
  public static final String REFRESH = "chatx_refresh";
  public static final String DEVICE = "chatx_device";

  private static final int LONGEST_HEADER = 16 * 1024;

  private SessionCookies() {}

  /**
   * The value of a cookie; null when it is absent, or there twice: somebody who can set cookies for
   * a parent domain could otherwise put a session of their own before the right one.
   */
  public static @Nullable String value(@Nullable String header, String name) {
    if (header == null || header.length() > LONGEST_HEADER) {
      return null;
    }
    String found = null;
    for (String pair : header.split(";", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0 && pair.substring(0, equals).strip().equals(name)) {
        if (found != null) {
          return null;
        }
        found = pair.substring(equals + 1).strip();
      }
    }
    return found;
  }
}
