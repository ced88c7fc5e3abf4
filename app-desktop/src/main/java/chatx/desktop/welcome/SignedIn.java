package chatx.desktop.welcome;

import chatx.desktop.storage.ServerAddress;
import chatx.protocol.ServerInfo;
import chatx.protocol.http.SessionTokens;
import chatx.protocol.invite.InviteToken;
import chatx.protocol.trust.ServerKey;
import org.jspecify.annotations.Nullable;

/**
 * A sign-in that succeeded; the tokens are not kept anywhere yet.
 *
 * @param invite to a room, which is still to be entered; null without one
 * @param key by which the server is known; null where an authority vouches for it, or nobody
 */
public record SignedIn(
    ServerAddress address,
    ServerInfo server,
    SessionTokens tokens,
    @Nullable ServerKey key,
    @Nullable InviteToken invite) {}
