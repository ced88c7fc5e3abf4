package chatx.server.account;

import chatx.protocol.SessionId;
import chatx.protocol.UserSummary;
import chatx.protocol.http.SessionTokens;

/** Puts together what a client gets when its session starts or goes on. Any thread. */
final class IssuedTokens {
  private final AccessTokens accessTokens;
  private final DeviceTokens devices;
  private final AccountSettings settings;

  IssuedTokens(AccessTokens accessTokens, DeviceTokens devices, AccountSettings settings) {
    this.accessTokens = accessTokens;
    this.devices = devices;
    this.settings = settings;
  }

  SessionTokens of(UserSummary user, SessionId session, String refreshToken) {
    return new SessionTokens(
        user,
        session,
        accessTokens.issue(user.id(), session),
        settings.accessLife().toSeconds(),
        refreshToken,
        settings.sessionLife().toSeconds(),
        devices.issue(user.id()));
  }
}
