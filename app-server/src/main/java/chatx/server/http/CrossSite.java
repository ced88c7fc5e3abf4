package chatx.server.http;

import chatx.protocol.ProblemCode;
import chatx.protocol.SessionId;
import chatx.server.peer.Origins;
import chatx.server.problem.Problems;
import chatx.server.secret.Seal;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what a page of another site may have sent. Such a page can make a browser send cookies
 * and simple bodies (form, text/plain), but neither JSON nor a header of our own without asking
 * first, and it cannot hide its origin. Immutable, thread-safe.
 */
final class CrossSite {
  private static final Set<String> SIMPLE_BODIES =
      Set.of("text/plain", "application/x-www-form-urlencoded", "multipart/form-data");

  private final Origins origins;
  private final Seal seal;

  CrossSite(HttpSettings settings, Seal seal) {
    this.origins = new Origins(settings.allowedOrigins());
    this.seal = seal;
  }

  /**
   * Checks what every request that changes something must show, signed in or not.
   *
   * @param secure whether the client spoke TLS
   * @throws RefusedException with 403
   */
  void check(
      @Nullable String origin,
      @Nullable String host,
      boolean secure,
      @Nullable String fetchSite,
      @Nullable String contentType) {
    if (origin != null && (host == null || !origins.allows(origin, host, secure))) {
      throw refused("The request comes from a page of another site.");
    }
    boolean listed = origin != null && origins.isListed(origin);
    if (!listed && fetchSite != null && fetchSite.strip().equalsIgnoreCase("cross-site")) {
      throw refused("The request comes from a page of another site.");
    }
    if (contentType != null) {
      String type = mediaType(contentType);
      if (SIMPLE_BODIES.contains(type)) {
        throw refused("The body has to be sent as application/json.");
      }
      if (!type.equals("application/json")) {
        throw new RefusedException(
            415,
            Problems.of(ProblemCode.BAD_MESSAGE, "The body has to be sent as application/json."));
      }
    }
  }

  /** The token of a cookie session. */
  String token(SessionId session) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(seal.sign(sealed(session)));
  }

  /**
   * Checks the token that came in X-CSRF-Token.
   *
   * @throws RefusedException with 403
   */
  void checkToken(SessionId session, @Nullable String token) {
    if (token != null) {
      try {
        if (seal.verify(sealed(session), Base64.getUrlDecoder().decode(token))) {
          return;
        }
      } catch (IllegalArgumentException _) {
        // Not Base64: refused below.
      }
    }
    throw refused(
        "The header X-CSRF-Token is missing or of another session. GET /api/v1/csrf tells it.");
  }

  private static String mediaType(String contentType) {
    int end = contentType.indexOf(';');
    return (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }

  private static String sealed(SessionId session) {
    return "csrf " + session;
  }

  private static RefusedException refused(String message) {
    return new RefusedException(Problems.of(ProblemCode.CROSS_SITE, message));
  }
}
