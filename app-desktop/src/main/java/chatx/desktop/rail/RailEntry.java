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
 * @param own whether it is the server inside this app
 */
public record RailEntry(
    UUID id,
    String name,
    String address,
    int unread,
    int mentions,
    Standing standing,
    boolean own) {

  /** How it stands with the server. */
  public enum Standing {
    CONNECTED,
    OFFLINE,
    SIGNED_OUT,
    /** Not running; only of one's own. */
    STOPPED,
    /** On its way up or down; only of one's own. */
    BUSY
  }
}
