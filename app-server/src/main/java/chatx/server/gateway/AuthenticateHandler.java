package chatx.server.gateway;

import chatx.protocol.Authenticate;
import chatx.protocol.Authenticated;
import chatx.protocol.ProblemCode;
import chatx.protocol.ServerInfo;
import chatx.protocol.ServerReply;
import chatx.server.account.Authentication;
import chatx.server.account.Authenticator;
import chatx.server.command.Access;
import chatx.server.command.Caller;
import chatx.server.command.ConnectionDirectory;
import chatx.server.command.Identity;
import chatx.server.command.SessionCommandHandler;
import chatx.server.problem.Problems;

/** Signs a connection in. */
public final class AuthenticateHandler implements SessionCommandHandler<Authenticate> {
  private final Authenticator authenticator;
  private final ConnectionDirectory connections;
  private final ServerInfo server;

  public AuthenticateHandler(
      Authenticator authenticator, ConnectionDirectory connections, ServerInfo server) {
    this.authenticator = authenticator;
    this.connections = connections;
    this.server = server;
  }

  @Override
  public Class<Authenticate> command() {
    return Authenticate.class;
  }

  @Override
  public Access access() {
    return Access.ANYONE;
  }

  @Override
  public ServerReply handle(Caller caller, Authenticate command) {
    return switch (authenticator.authenticate(command.token())) {
      case Authentication.Refused refused -> Problems.of(refused.code(), refused.message());
      case Authentication.Granted granted -> accept(caller, granted.identity(), command.token());
    };
  }

  private ServerReply accept(Caller caller, Identity who, String token) {
    Identity already = caller.identity();
    if (already == null) {
      SignIn.accept(
          caller,
          who,
          connections,
          () -> authenticator.authenticate(token) instanceof Authentication.Granted);
    } else if (!already.session().equals(who.session())) {
      return Problems.of(
          ProblemCode.FORBIDDEN,
          "This connection belongs to another session. Open a new one for this token.");
    }
    return new Authenticated(who.user(), who.session(), server);
  }
}
