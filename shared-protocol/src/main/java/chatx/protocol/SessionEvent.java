package chatx.protocol;

/** An event for one connection. */
public sealed interface SessionEvent extends ServerEvent
    permits RoomEntered, RoomExited, ServerStopping {}
