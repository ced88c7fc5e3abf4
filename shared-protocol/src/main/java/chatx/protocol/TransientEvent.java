package chatx.protocol;

/** An event of a room that is true for a moment only: never stored, not resumed, may be lost. */
public sealed interface TransientEvent extends ServerEvent permits PresenceChanged {}
