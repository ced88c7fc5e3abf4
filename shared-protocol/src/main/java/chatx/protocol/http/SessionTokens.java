package chatx.protocol.http;

import chatx.protocol.Doc;
import chatx.protocol.SessionId;
import chatx.protocol.UserSummary;

@Doc("A session and the tokens that speak for it.")
public record SessionTokens(
    @Doc("Who is signed in.") UserSummary user,
    @Doc("This sign-in.") SessionId session,
    @Doc("For the Authorization header (Bearer) and for session.authenticate.") String accessToken,
    @Doc("How long the access token lasts from now on, in seconds.") long accessSeconds,
    @Doc("For POST /api/v1/sessions/refresh, once: the answer holds the next one.")
        String refreshToken,
    @Doc("How long the refresh token lasts from now on, in seconds.") long refreshSeconds,
    @Doc("To be kept on this device, signed in or not, and sent with its next sign-in.")
        String deviceToken) {
  @Override
  public String toString() {
    return "SessionTokens[user=" + user.id() + ", session=" + session + "]";
  }
}
