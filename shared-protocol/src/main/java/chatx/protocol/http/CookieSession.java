package chatx.protocol.http;

import chatx.protocol.Doc;
import chatx.protocol.SessionId;
import chatx.protocol.UserSummary;

@Doc("A session whose tokens are in cookies.")
public record CookieSession(
    @Doc("Who is signed in.") UserSummary user,
    @Doc("This sign-in.") SessionId session,
    @Doc("For the header X-CSRF-Token of every request that changes something.") String csrfToken,
    @Doc("After how many seconds to refresh at the latest.") long accessSeconds) {
  @Override
  public String toString() {
    return "CookieSession[user=" + user.id() + ", session=" + session + "]";
  }
}
