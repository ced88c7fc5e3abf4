package chatx.protocol.http;

import chatx.protocol.Doc;
import org.jspecify.annotations.Nullable;

@Doc("Body of POST /api/v1/sessions/refresh.")
public record RefreshRequest(
    @Doc("The newest refresh token; absent when it is in a cookie.")
        @Nullable String refreshToken) {
  @Override
  public String toString() {
    return "RefreshRequest[]";
  }
}
