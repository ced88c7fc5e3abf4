package chatx.server.socket;

import chatx.server.peer.Origins;
import chatx.server.peer.Peer;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides on an opening handshake (RFC 6455, 4.2.1) before the library sees it, which would accept
 * any Origin, any method and any key.
 */
final class HandshakeGuard {

  /** What became of it. */
  sealed interface Verdict {
    record Accepted(Handshake handshake) implements Verdict {}

    record Refused(HttpRefusal refusal) implements Verdict {}
  }

  /** The key is the Base64 of 16 bytes. */
  private static final int KEY_BYTES = 16;

  private static final int KEY_LENGTH = 24;

  private final List<String> subProtocols;
  private final Origins origins;

  HandshakeGuard(SocketSettings settings) {
    this.subProtocols = settings.subProtocols();
    this.origins = new Origins(settings.allowedOrigins());
  }

  Verdict judge(RequestHead head, Peer peer) {
    HttpRefusal refusal = wrong(head, peer.secure());
    if (refusal != null) {
      return new Verdict.Refused(refusal);
    }
    String subProtocol = null;
    if (head.has("sec-websocket-protocol")) {
      List<String> offered = head.words("sec-websocket-protocol");
      subProtocol = subProtocols.stream().filter(offered::contains).findFirst().orElse(null);
      if (subProtocol == null) {
        return new Verdict.Refused(
            HttpRefusal.badRequest("None of the offered sub-protocols is spoken here."));
      }
    }
    String origin = head.only("origin");
    return new Verdict.Accepted(
        new Handshake(
            peer.address(),
            origin,
            origin == null || !head.has("cookie") ? null : String.join("; ", head.values("cookie")),
            head.only("authorization"),
            head.only("user-agent"),
            subProtocol));
  }

  private @Nullable HttpRefusal wrong(RequestHead head, boolean secure) {
    if (!head.method().equals("GET")) {
      return HttpRefusal.methodNotAllowed("GET");
    }
    if (head.minor() != 1) {
      return HttpRefusal.badRequest("A WebSocket needs HTTP/1.1.");
    }
    if (head.has("content-length") || head.has("transfer-encoding")) {
      return HttpRefusal.badRequest("An opening handshake has no body.");
    }
    if (!head.has("upgrade")) {
      return HttpRefusal.upgradeRequired("This address speaks WebSocket.");
    }
    if (!head.words("upgrade").equals(List.of("websocket"))
        || !head.words("connection").contains("upgrade")) {
      return HttpRefusal.badRequest("The Upgrade or Connection header is not that of a WebSocket.");
    }
    List<String> versions = head.values("sec-websocket-version");
    if (versions.isEmpty()) {
      return HttpRefusal.badRequest("The Sec-WebSocket-Version is missing.");
    }
    if (!versions.equals(List.of("13"))) {
      return HttpRefusal.upgradeRequired("Only version 13 of the WebSocket protocol is spoken.");
    }
    if (!isKey(head.only("sec-websocket-key"))) {
      return HttpRefusal.badRequest("The Sec-WebSocket-Key must be 16 bytes in Base64.");
    }
    String origin = head.only("origin");
    String host = head.only("host");
    if (origin != null && (host == null || !origins.allows(origin, host, secure))) {
      return HttpRefusal.forbidden("Pages of this origin may not connect.");
    }
    return null;
  }

  private static boolean isKey(@Nullable String key) {
    if (key == null || key.length() != KEY_LENGTH) {
      return false;
    }
    try {
      return Base64.getDecoder().decode(key).length == KEY_BYTES;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
