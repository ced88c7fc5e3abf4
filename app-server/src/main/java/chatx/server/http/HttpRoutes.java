package chatx.server.http;

import chatx.protocol.Invite;
import chatx.protocol.ProblemCode;
import chatx.protocol.ServerInfo;
import chatx.protocol.SessionId;
import chatx.protocol.codec.InviteCodec;
import chatx.protocol.http.AccountInfo;
import chatx.protocol.http.CookieSession;
import chatx.protocol.http.CsrfToken;
import chatx.protocol.http.InviteAnswer;
import chatx.protocol.http.InviteQuestion;
import chatx.protocol.http.PasswordChange;
import chatx.protocol.http.RefreshRequest;
import chatx.protocol.http.Registration;
import chatx.protocol.http.SessionTokens;
import chatx.protocol.http.SignIn;
import chatx.server.account.Accounts;
import chatx.server.account.Outcome;
import chatx.server.account.SessionCookies;
import chatx.server.http.Route.Action;
import chatx.server.http.Route.Guard;
import chatx.server.invite.Invites;
import chatx.server.problem.Problems;
import chatx.server.secret.Seal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.glassfish.grizzly.http.Method;
import org.jspecify.annotations.Nullable;

/** Everything the server answers over HTTP, as values. Immutable, thread-safe. */
public final class HttpRoutes {
  static final String API = "/api/v1";
  private static final long DEVICE_SECONDS = 400L * 24 * 3600;

  private final Accounts accounts;
  private final Invites invites;
  private final Supplier<ServerInfo> info;
  private final CrossSite crossSite;
  private final HttpSettings settings;
  private final List<Route> routes;

  /**
   * Makes the routes.
   *
   * @param csrfSeal makes the tokens of cookie sessions
   * @param info what GET /api/v1/server tells
   * @param ready false while the server stops or cannot reach its database
   */
  public HttpRoutes(
      Accounts accounts,
      Invites invites,
      Seal csrfSeal,
      HttpSettings settings,
      Supplier<ServerInfo> info,
      BooleanSupplier ready) {
    this.accounts = accounts;
    this.invites = invites;
    this.info = info;
    this.settings = settings;
    this.crossSite = new CrossSite(settings, csrfSeal);
    Page page = Page.ofInvites();
    this.routes =
        List.of(
            route(Method.GET, "/healthz", Guard.PROBE, _ -> new Answer(200, new Health("ok"))),
            route(
                Method.GET,
                "/readyz",
                Guard.PROBE,
                _ ->
                    ready.getAsBoolean()
                        ? new Answer(200, new Health("ready"))
                        : new Answer(503, new Health("not ready"))),
            route(Method.GET, API + "/server", Guard.ANYONE, _ -> new Answer(200, info.get())),
            route(Method.GET, InviteCodec.PAGE, Guard.ANYONE, _ -> new Answer(200, page)),
            route(Method.POST, API + "/invites/look", Guard.ANYONE, this::look),
            route(Method.POST, API + "/accounts", Guard.ANYONE, this::register),
            route(Method.GET, API + "/account", Guard.SIGNED_IN, this::account),
            route(Method.PUT, API + "/account/password", Guard.SIGNED_IN, this::changePassword),
            route(Method.POST, API + "/sessions", Guard.ANYONE, this::signIn),
            route(
                Method.GET,
                API + "/sessions",
                Guard.SIGNED_IN,
                call -> new Answer(200, accounts.sessions(call.me()))),
            route(Method.DELETE, API + "/sessions", Guard.SIGNED_IN, this::signOutEverywhere),
            route(Method.DELETE, API + "/sessions/current", Guard.SIGNED_IN, this::signOut),
            route(Method.POST, API + "/sessions/refresh", Guard.REFRESH, this::refresh),
            route(Method.GET, API + "/csrf", Guard.REFRESH, this::csrf));
  }

  /**
   * The answer of a probe.
   *
   * @param status one word for people
   */
  record Health(String status) {}

  List<Route> routes() {
    return routes;
  }

  Accounts accounts() {
    return accounts;
  }

  CrossSite crossSite() {
    return crossSite;
  }

  HttpSettings settings() {
    return settings;
  }

  private static Route route(Method method, String path, Guard guard, Action action) {
    return new Route(method, path, guard, action);
  }

  private Answer look(Call call) {
    return switch (invites.lookAnew(call.body(InviteQuestion.class).token(), call.address())) {
      case Invites.Found.Refused refused -> throw new RefusedException(refused.problem());
      case Invites.Found.Valid(Invite invite) ->
          new Answer(
              200,
              new InviteAnswer(
                  info.get().name(),
                  invite.roomName(),
                  invite.expiresAt(),
                  accounts.isOpen() || invite.registers()));
    };
  }

  private Answer register(Call call) {
    return new Answer(201, value(accounts.register(call.body(Registration.class), call.address())));
  }

  private Answer account(Call call) {
    AccountInfo account = accounts.account(call.me());
    if (account == null) {
      throw new RefusedException(
          Problems.of(ProblemCode.UNAUTHORIZED, "The session has ended. Sign in again."));
    }
    return new Answer(200, account);
  }

  private Answer changePassword(Call call) {
    AccountInfo account =
        value(accounts.changePassword(call.me(), call.body(PasswordChange.class), call.address()));
    return new Answer(200, account);
  }

  private Answer signIn(Call call) {
    SignIn body = call.body(SignIn.class);
    SignIn request =
        body.deviceToken() != null
            ? body
            : new SignIn(
                body.name(),
                body.password(),
                body.device(),
                call.cookie(SessionCookies.DEVICE),
                body.cookie());
    SessionTokens tokens = value(accounts.signIn(request, call.address()));
    return Boolean.TRUE.equals(body.cookie())
        ? cookies(201, call, tokens)
        : new Answer(201, tokens);
  }

  private Answer refresh(Call call) {
    String given = call.body(RefreshRequest.class).refreshToken();
    if (given != null) {
      return new Answer(200, value(accounts.refresh(given, call.address())));
    }
    String cookie = call.cookie(SessionCookies.REFRESH);
    crossSite.checkToken(cookieSession(cookie), call.csrf());
    return cookies(
        200, call, value(accounts.refresh(cookie == null ? "" : cookie, call.address())));
  }

  private Answer csrf(Call call) {
    SessionId session = cookieSession(call.cookie(SessionCookies.REFRESH));
    return new Answer(200, new CsrfToken(crossSite.token(session)));
  }

  private SessionId cookieSession(@Nullable String refreshToken) {
    SessionId session = refreshToken == null ? null : accounts.sessionOfRefreshToken(refreshToken);
    if (session == null) {
      throw new RefusedException(
          Problems.of(ProblemCode.UNAUTHORIZED, "There is no session. Sign in."));
    }
    return session;
  }

  private Answer signOut(Call call) {
    accounts.signOut(call.me(), call.address());
    return new Answer(204, null, noCookies(call));
  }

  private Answer signOutEverywhere(Call call) {
    accounts.signOutEverywhere(call.me(), call.address());
    return new Answer(204, null, noCookies(call));
  }

  private Answer cookies(int status, Call call, SessionTokens tokens) {
    List<String> cookies = new ArrayList<>();
    cookies.add(
        cookie(call, SessionCookies.ACCESS, tokens.accessToken(), "/", tokens.accessSeconds()));
    cookies.add(
        cookie(call, SessionCookies.REFRESH, tokens.refreshToken(), API, tokens.refreshSeconds()));
    cookies.add(
        cookie(
            call, SessionCookies.DEVICE, tokens.deviceToken(), API + "/sessions", DEVICE_SECONDS));
    return new Answer(
        status,
        new CookieSession(
            tokens.user(),
            tokens.session(),
            crossSite.token(tokens.session()),
            tokens.accessSeconds()),
        cookies);
  }

  private List<String> noCookies(Call call) {
    return List.of(
        cookie(call, SessionCookies.ACCESS, "", "/", 0),
        cookie(call, SessionCookies.REFRESH, "", API, 0));
  }

  private String cookie(Call call, String name, String value, String path, long seconds) {
    return "%s=%s; Path=%s; Max-Age=%d; HttpOnly; SameSite=Strict%s"
        .formatted(name, value, path, seconds, call.secure() ? "; Secure" : "");
  }

  private static <T> T value(Outcome<T> outcome) {
    return switch (outcome) {
      case Outcome.Done<T> done -> done.value();
      case Outcome.Refused<T> refused -> throw new RefusedException(refused.problem());
    };
  }
}
