package chatx.server.command;

import chatx.protocol.SessionId;
import chatx.protocol.UserId;
import chatx.protocol.UserSummary;

/** Whom a valid token speaks for. */
public record Identity(UserSummary user, SessionId session, boolean admin) {
  public UserId id() {
    return user.id();
  }
}
