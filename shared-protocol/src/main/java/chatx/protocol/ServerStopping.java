package chatx.protocol;

@WireName("server.stopping")
@Doc("The server is about to close this connection in order to stop or restart.")
public record ServerStopping(
    @Doc("How long to wait before connecting again, in milliseconds.") long reconnectAfterMs)
    implements SessionEvent {}
