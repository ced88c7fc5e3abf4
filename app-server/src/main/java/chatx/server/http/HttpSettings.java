package chatx.server.http;

import java.util.List;

/**
 * How HTTP requests are taken.
 *
 * @param maxBodyBytes longest body of a request
 * @param allowedOrigins other sites whose pages may call, as {@code https://host[:port]}
 * @param secureCookies whether cookies are for TLS only; false only where there is no TLS at all
 */
public record HttpSettings(int maxBodyBytes, List<String> allowedOrigins, boolean secureCookies) {
  public HttpSettings {
    if (maxBodyBytes < 1024) {
      throw new IllegalArgumentException("A body has at least 1024 bytes");
    }
    allowedOrigins = List.copyOf(allowedOrigins);
  }
}
