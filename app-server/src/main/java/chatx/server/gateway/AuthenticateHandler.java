package chatx.server.gateway;

import chatx.protocol.Authenticate;
import chatx.protocol.Authenticated;
import chatx.protocol.ProblemCode;
import chatx.protocol.ServerInfo;
import chatx.protocol.ServerReply;
import chatx.server.account.Authentication;
import chatx.server.account.Authenticator;
import chatx.server.account.SessionCookies;
import chatx.server.command.Access;
import chatx.server.command.Caller;
import chatx.server.command.ConnectionDirectory;
import chatx.server.command.Identity;
import chatx.server.command.SessionCommandHandler;
import chatx.server.problem.Problems;
import chatx.server.socket.Handshake;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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
    return answer(caller, () -> authenticator.authenticate(command.token()));
  }

  /**
   * Signs in with what the opening request carried; may block.
   *
   * @return the answer, null when it carried nothing to sign in with
   */
  @Nullable ServerReply welcome(Caller caller, Handshake handshake) {
    String authorization = handshake.authorization();
    if (authorization != null) {
      return answer(caller, () -> authenticator.authenticateHeader(authorization));
    }
    String cookies = handshake.cookies();
    return SessionCookies.value(cookies, SessionCookies.ACCESS) == null
        ? null
        : answer(caller, () -> authenticator.authenticateCookie(cookies));
  }

  /**
   * @param check asked a second time once the connection is known
   */
  private ServerReply answer(Caller caller, Supplier<Authentication> check) {
    return switch (check.get()) {
      case Authentication.Refused refused -> Problems.of(refused.code(), refused.message());
      case Authentication.Granted granted -> accept(caller, granted.identity(), check);
    };
  }

  private ServerReply accept(Caller caller, Identity who, Supplier<Authentication> check) {
    Identity already = caller.identity();
    if (already == null) {
      SignIn.accept(caller, who, connections, () -> check.get() instanceof Authentication.Granted);
    } else if (!already.session().equals(who.session())) {
      return Problems.of(
          ProblemCode.FORBIDDEN,
          "This connection belongs to another session. Open a new one for this token.");
    }
    return new Authenticated(who.user(), who.session(), server);
  }
}
