package chatx.server.socket;

import java.util.concurrent.Executor;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A handler that may block: it runs on the given executor, one of virtual threads for example,
 * while the thread that reads sockets goes on. The request's body is there already, whole and
 * within its limit.
 *
 * <p>An exception that escapes is logged and answered with 500, without a word about it.
 */
public abstract class BlockingHandler extends HttpHandler {

  private static final Logger log = LoggerFactory.getLogger(BlockingHandler.class);

  private final Executor executor;

  protected BlockingHandler(Executor executor) {
    this.executor = executor;
  }

  /** Answers the request; may block. */
  protected abstract void answer(Request request, Response response) throws Exception;

  @Override
  public final void service(Request request, Response response) {
    response.suspend();
    executor.execute(() -> {
      try {
        answer(request, response);
      } catch (Exception e) {
        log.error("A request failed because of a mistake of the server", e);
        fail(response);
      } finally {
        response.resume();
      }
    });
  }

  private static void fail(Response response) {
    try {
      if (!response.isCommitted()) {
        response.reset();
        response.sendError(500);
      }
    } catch (Exception e) {
      log.debug("The failure could not be answered", e);
    }
  }
}
