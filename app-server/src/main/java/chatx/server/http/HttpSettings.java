package chatx.server.http;

import chatx.server.peer.TrustedProxies;
import java.util.List;

/**
 * How HTTP requests are taken.
 *
 * @param allowedOrigins other sites whose pages may call, as {@code https://host[:port]}
 * @param secureCookies whether all cookies are for TLS only; otherwise those are that a client gets
 *     who spoke TLS with a trusted proxy
 * @param trustedProxies who may say where a client is
 */
public record HttpSettings(
    List<String> allowedOrigins, boolean secureCookies, TrustedProxies trustedProxies) {
  public HttpSettings {
    allowedOrigins = List.copyOf(allowedOrigins);
  }
}
