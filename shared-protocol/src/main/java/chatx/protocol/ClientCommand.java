package chatx.protocol;

/** What a client asks for. Its type chooses the thread it runs on. */
public sealed interface ClientCommand permits RoomCommand, SessionCommand {}
