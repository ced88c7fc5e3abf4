package chatx.protocol;

@WireName("session.authenticate")
@Doc(
    "Signs this connection in with an access token. Needed first unless the upgrade request carried"
        + " the token or a cookie session.")
@AnsweredBy(
    value = Authenticated.class,
    problems = {ProblemCode.UNAUTHORIZED, ProblemCode.SESSION_EXPIRED})
public record Authenticate(@Doc("An access token from POST /api/v1/sessions.") String token)
    implements SessionCommand {}
