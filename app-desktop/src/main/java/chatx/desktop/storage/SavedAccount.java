package chatx.desktop.storage;

import chatx.protocol.UserSummary;

/**
 * An account this computer signs in with at start.
 *
 * @param serverName what the server's operator calls it, as it was last heard
 * @param user who signs in, as the server last said
 * @param hosted whether the server is the one inside this app
 */
public record SavedAccount(
    AccountId id, ServerAddress address, String serverName, UserSummary user, boolean hosted) {}
