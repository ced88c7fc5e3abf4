package chatx.desktop.welcome;

import chatx.desktop.storage.ServerAddress;
import chatx.protocol.ServerInfo;
import chatx.protocol.http.SessionTokens;

/** A sign-in that succeeded; the tokens are not kept anywhere yet. */
public record SignedIn(ServerAddress address, ServerInfo server, SessionTokens tokens) {}
