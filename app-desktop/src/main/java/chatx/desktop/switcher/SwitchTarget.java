package chatx.desktop.switcher;

import java.util.UUID;

/**
 * Somewhere to go.
 *
 * @param account the account on this computer whose server has it
 * @param room the room there
 * @param name its name
 * @param server what its server is called; empty when there is only one server
 * @param locked whether joining it took a password
 * @param unread messages nobody has read
 * @param mentions of them those that name the person
 * @param lastActivity when something was last said, in milliseconds since 1970
 */
public record SwitchTarget(
    UUID account,
    UUID room,
    String name,
    String server,
    boolean locked,
    int unread,
    int mentions,
    long lastActivity) {}
