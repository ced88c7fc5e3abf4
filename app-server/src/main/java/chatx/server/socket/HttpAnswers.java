package chatx.server.socket;

import org.glassfish.grizzly.http.server.ErrorPageGenerator;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;

/** Goes before the handler above: UTF-8 unless it says otherwise, and error pages of our own. */
final class HttpAnswers extends HttpHandler {

  /** A problem (RFC 9457) that tells nothing of what went wrong inside. */
  static final ErrorPageGenerator PAGES =
      (request, status, reason, description, exception) -> {
        request.getResponse().setContentType("application/problem+json");
        return "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d}"
            .formatted(status >= 500 ? "The server failed" : "Refused", status);
      };

  private final HttpHandler next;
  private final HttpGuard guard;

  HttpAnswers(HttpHandler next, HttpGuard guard) {
    this.next = next;
    this.guard = guard;
  }

  @Override
  public void start() {
    next.start();
  }

  @Override
  public void destroy() {
    next.destroy();
  }

  @Override
  public void service(Request request, Response response) throws Exception {
    HttpPeer peer = guard.peer(request.getContext().getConnection());
    if (peer != null) {
      request.addAfterServiceListener(_ -> peer.answered());
    }
    request.setCharacterEncoding("UTF-8");
    response.setCharacterEncoding("UTF-8");
    next.service(request, response);
  }
}
