package chatx.server.http;

import chatx.server.peer.TrustedProxies;
import java.util.List;

/**
 * How HTTP requests are taken.
 *
 * @param allowedOrigins other sites whose pages may call, as {@code https://host[:port]}
 * @param tls whether the port speaks TLS; otherwise a trusted proxy may
 * @param trustedProxies who may say where a client is
 */
public record HttpSettings(
    List<String> allowedOrigins, boolean tls, TrustedProxies trustedProxies) {
  public HttpSettings {
    allowedOrigins = List.copyOf(allowedOrigins);
  }
}
