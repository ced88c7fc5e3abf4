package chatx.protocol;

@WireName("session.authenticated")
@Doc("The connection is signed in.")
public record Authenticated(
    @Doc("Who the caller is.") UserSummary user,
    @Doc("This sign-in.") SessionId session,
    @Doc("What the client should know of the server.") ServerInfo server)
    implements ServerReply {}
