package chatx.server.socket;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * What the opening request said of its sender, for the sign-in that follows. Header values are as
 * they came; {@link #toString} leaves them out, because two of them are secrets.
 *
 * @param remote where the client is, see {@link chatx.server.peer.Peer}
 * @param origin the Origin header, already checked against the allowed ones; null for a client that
 *     is no browser
 * @param cookies the Cookie header, and always null where {@code origin} is null: only a browser's
 *     request with a checked Origin may be authenticated by cookie
 * @param authorization the Authorization header
 * @param userAgent the User-Agent header
 * @param subProtocol the sub-protocol that was agreed on; null when the client offered none
 */
public record Handshake(
    InetAddress remote,
    @Nullable String origin,
    @Nullable String cookies,
    @Nullable String authorization,
    @Nullable String userAgent,
    @Nullable String subProtocol) {

  /** Whether the request carried an Origin, as every browser's does. */
  public boolean fromBrowser() {
    return origin != null;
  }

  Handshake withoutSecrets() {
    return new Handshake(remote, origin, null, null, userAgent, subProtocol);
  }

  @Override
  public String toString() {
    return "Handshake[" + remote.getHostAddress() + (fromBrowser() ? ", browser]" : "]");
  }
}
