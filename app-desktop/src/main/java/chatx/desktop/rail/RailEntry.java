package chatx.desktop.rail;

import java.util.UUID;

/**
 * A server in the rail.
 *
 * @param id of the account on this computer
 * @param name what its operator calls it
 * @param address as people write it
 * @param unread messages nobody has read, in all rooms that are not muted
 * @param mentions of them those that name the person
 */
public record RailEntry(
    UUID id, String name, String address, int unread, int mentions, boolean online) {}
