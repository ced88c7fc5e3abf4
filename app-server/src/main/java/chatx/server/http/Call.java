package chatx.server.http;

import chatx.server.account.SessionCookies;
import chatx.server.command.Identity;
import chatx.server.peer.Peer;
import org.jspecify.annotations.Nullable;

/** One request, as actions see it. Used by one thread. */
final class Call {
  private final HttpCodec codec;
  private final byte[] body;
  private final Peer peer;
  private final @Nullable String cookies;
  private final @Nullable String csrf;
  private final @Nullable Identity identity;

  Call(
      HttpCodec codec,
      byte[] body,
      Peer peer,
      @Nullable String cookies,
      @Nullable String csrf,
      @Nullable Identity identity) {
    this.codec = codec;
    this.body = body;
    this.peer = peer;
    this.cookies = cookies;
    this.csrf = csrf;
    this.identity = identity;
  }

  /** Who calls; only for routes that need a sign-in. */
  Identity me() {
    if (identity == null) {
      throw new IllegalStateException("the route lets anybody in");
    }
    return identity;
  }

  String address() {
    return peer.address().getHostAddress();
  }

  /** Whether the client spoke TLS. */
  boolean secure() {
    return peer.secure();
  }

  <R extends Record> R body(Class<R> type) {
    return codec.read(body, type);
  }

  @Nullable String cookie(String name) {
    return SessionCookies.value(cookies, name);
  }

  /** The value of X-CSRF-Token. */
  @Nullable String csrf() {
    return csrf;
  }
}
