package chatx.server.http;

import chatx.protocol.Problem;
import chatx.protocol.ProblemCode;
import chatx.protocol.http.ProblemDetails;
import chatx.server.account.Authentication;
import chatx.server.account.Authenticator;
import chatx.server.command.Identity;
import chatx.server.http.Route.Guard;
import chatx.server.limit.AddressKey;
import chatx.server.limit.Decision;
import chatx.server.limit.LimitKind;
import chatx.server.limit.RateLimits;
import chatx.server.peer.Peer;
import chatx.server.problem.Problems;
import chatx.server.socket.BlockingHandler;
import chatx.server.text.OneLine;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.glassfish.grizzly.http.Method;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes every HTTP request that is not a WebSocket handshake to its {@link Route}, each on a
 * virtual thread of its own, so that I/O threads never wait. Refusals are {@code
 * application/problem+json} (RFC 9457); an exception is logged once, with the {@code ref} that the
 * caller is told.
 */
public final class ApiHandler extends BlockingHandler {
  private static final Logger log = LoggerFactory.getLogger(ApiHandler.class);
  private static final int LONGEST_LOGGED_PATH = 100;

  private final HttpRoutes routes;
  private final RateLimits limits;
  private final HttpCodec codec = new HttpCodec();
  private final Map<String, Map<Method, Route>> byPath = new HashMap<>();

  public ApiHandler(HttpRoutes routes, RateLimits limits) {
    super(task -> Thread.ofVirtual().name("http").start(task));
    this.routes = routes;
    this.limits = limits;
    for (Route route : routes.routes()) {
      byPath.computeIfAbsent(route.path(), _ -> new LinkedHashMap<>()).put(route.method(), route);
    }
  }

  @Override
  protected void answer(Request request, Response response) {
    String ref = UUID.randomUUID().toString();
    try {
      try {
        write(response, ask(request, response, request.getInputStream().readAllBytes()));
      } catch (RefusedException e) {
        log.info("[{}] {} refused: {}", ref, what(request), e.problem().code().wireName());
        write(response, e.status(), e.problem(), ref);
      } catch (RuntimeException e) {
        Problem problem = Problems.failure(e, ref);
        write(response, ProblemStatus.of(problem.code()), problem, ref);
      }
    } catch (IOException e) {
      log.debug("[{}] {}: the client went away", ref, what(request), e);
    }
  }

  private Answer ask(Request request, Response response, byte[] body) {
    Map<Method, Route> methods = byPath.get(request.getRequestURI());
    if (methods == null) {
      throw new RefusedException(Problems.of(ProblemCode.NOT_FOUND, "There is nothing here."));
    }
    Method method = Method.HEAD.equals(request.getMethod()) ? Method.GET : request.getMethod();
    Route route = methods.get(method);
    if (route == null) {
      String allowed =
          String.join(", ", methods.keySet().stream().map(Method::getMethodString).toList());
      response.setHeader("Allow", allowed);
      throw new RefusedException(
          405,
          Problems.of(ProblemCode.UNSUPPORTED, "This cannot be done here; " + allowed + " can."));
    }
    Peer peer =
        routes
            .settings()
            .trustedProxies()
            .peer(
                InetAddress.ofLiteral(request.getRemoteAddr()),
                routes.settings().tls(),
                lines(request, "X-Forwarded-For"),
                lines(request, "X-Forwarded-Proto"));
    if (route.guard() != Guard.PROBE) {
      count(peer.address());
    }
    CrossSite crossSite = routes.crossSite();
    if (route.changesState()) {
      crossSite.check(
          request.getHeader("Origin"),
          request.getHeader("Host"),
          peer.secure(),
          request.getHeader("Sec-Fetch-Site"),
          request.getHeader("Content-Type"));
    }
    String csrf = request.getHeader("X-CSRF-Token");
    String cookies = request.getHeader("Cookie");
    Identity identity = null;
    if (route.guard() == Guard.SIGNED_IN) {
      String authorization = request.getHeader("Authorization");
      identity = identity(authorization, cookies);
      if (authorization == null && route.changesState()) {
        crossSite.checkToken(identity.session(), csrf);
      }
    }
    if (route.changesState() && body.length > 0 && request.getHeader("Content-Type") == null) {
      // A page of another site can send a body without a type, unasked.
      throw new RefusedException(
          Problems.of(
              ProblemCode.CROSS_SITE, "The body has to be sent as application/json, and say so."));
    }
    return route.action().answer(new Call(codec, body, peer, cookies, csrf, identity));
  }

  private Identity identity(@Nullable String authorization, @Nullable String cookies) {
    Authenticator authenticator = routes.accounts().authenticator();
    Authentication authentication =
        authorization == null
            ? authenticator.authenticateCookie(cookies)
            : authenticator.authenticateHeader(authorization);
    return switch (authentication) {
      case Authentication.Granted granted -> granted.identity();
      case Authentication.Refused refused ->
          throw new RefusedException(Problems.of(refused.code(), refused.message()));
    };
  }

  private static List<String> lines(Request request, String header) {
    List<String> lines = new ArrayList<>();
    request.getHeaders(header).forEach(lines::add);
    return lines;
  }

  private void count(InetAddress address) {
    String key = AddressKey.of(address);
    if (limits.take(LimitKind.REQUESTS_PER_ADDRESS, key) instanceof Decision.Limited limited) {
      throw new RefusedException(
          Problems.later(
              ProblemCode.RATE_LIMITED,
              "There were too many requests. Wait a little.",
              limited.retryAfter()));
    }
  }

  private void write(Response response, Answer answer) throws IOException {
    answer.cookies().forEach(cookie -> response.addHeader("Set-Cookie", cookie));
    Object body = answer.body();
    if (body instanceof Page page) {
      response.setHeader("Content-Security-Policy", page.policy());
      response.setHeader("Referrer-Policy", "no-referrer");
      write(
          response,
          answer.status(),
          "text/html; charset=utf-8",
          page.html().getBytes(StandardCharsets.UTF_8));
      return;
    }
    write(
        response,
        answer.status(),
        "application/json",
        body == null ? new byte[0] : codec.write(body));
  }

  private void write(Response response, int status, Problem problem, String ref)
      throws IOException {
    Long wait = problem.retryAfterMs();
    if (wait != null) {
      response.setHeader("Retry-After", Long.toString((wait + 999) / 1000));
    }
    if (status == 401) {
      response.setHeader("WWW-Authenticate", "Bearer");
    }
    write(
        response,
        status,
        "application/problem+json",
        codec.write(
            new ProblemDetails(
                "about:blank",
                ProblemStatus.title(status),
                status,
                problem.message(),
                problem.code(),
                problem.field(),
                wait,
                ref)));
  }

  private static void write(Response response, int status, String type, byte[] body)
      throws IOException {
    response.setStatus(status);
    // Answers hold tokens and names: nothing on the way may keep them.
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setContentLength(body.length);
    if (body.length > 0) {
      response.setContentType(type);
      response.getOutputStream().write(body);
    }
  }

  private static String what(Request request) {
    return OneLine.of(
        request.getMethod().getMethodString() + " " + request.getRequestURI(), LONGEST_LOGGED_PATH);
  }
}
