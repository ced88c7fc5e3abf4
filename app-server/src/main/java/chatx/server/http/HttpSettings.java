package chatx.server.http;

import chatx.server.peer.TrustedProxies;
import java.util.List;

/**
 * How HTTP requests are taken.
 *
 * @param maxBodyBytes longest body of a request
 * @param allowedOrigins other sites whose pages may call, as {@code https://host[:port]}
 * @param secureCookies whether all cookies are for TLS only; otherwise those are that a client gets
 *     who spoke TLS with a trusted proxy
 * @param trustedProxies who may say where a client is
 */
public record HttpSettings(
    int maxBodyBytes,
    List<String> allowedOrigins,
    boolean secureCookies,
    TrustedProxies trustedProxies) {
  public HttpSettings {
    if (maxBodyBytes < 1024) {
      throw new IllegalArgumentException("A body has at least 1024 bytes");
    }
    allowedOrigins = List.copyOf(allowedOrigins);
  }
}
