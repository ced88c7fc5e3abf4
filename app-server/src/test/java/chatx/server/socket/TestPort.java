package chatx.server.socket;

import chatx.server.frame.EncodedFrame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import org.awaitility.Awaitility;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.jspecify.annotations.Nullable;

/**
 * A real port on loopback. Its sockets answer every text with itself ("sign in" signs in), its HTTP
 * answers with what it got.
 */
final class TestPort implements AutoCloseable {

  final List<Connection> opened = Collections.synchronizedList(new ArrayList<>());
  final List<Connection> closed = Collections.synchronizedList(new ArrayList<>());
  final AtomicInteger binaries = new AtomicInteger();

  /** Counted down when a request of /held is at work; it is answered after {@link #release}. */
  final CountDownLatch held = new CountDownLatch(1);

  private final CountDownLatch released = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ServerPort port;
  private final boolean signsInAll;
  private volatile @Nullable RuntimeException fault;

  private TestPort(SocketSettings settings, boolean signsInAll, @Nullable Supplier<SSLEngine> tls)
      throws IOException {
    this.signsInAll = signsInAll;
    this.port =
        new ServerPort(
            settings, new Echo(), new Mirror(threads, held, released), tls, Clock.systemUTC());
    port.start();
  }

  /** Everybody is signed in at once. */
  static TestPort start(SocketSettings settings) throws IOException {
    return new TestPort(settings, true, null);
  }

  /** The same, encrypted. */
  static TestPort start(SocketSettings settings, Supplier<SSLEngine> tls) throws IOException {
    return new TestPort(settings, true, tls);
  }

  static TestPort startWithSignIn(SocketSettings settings) throws IOException {
    return new TestPort(settings, false, null);
  }

  /** What the listener throws at the next text. */
  void failWith(RuntimeException exception) {
    fault = exception;
  }

  /** A client whose connection is the last of {@link #opened} when this returns. */
  RawSocket open(int receiveBuffer, String... headers) throws IOException {
    int before = opened.size();
    RawSocket client = RawSocket.open(number(), receiveBuffer, headers);
    Awaitility.await().until(() -> opened.size() > before);
    return client;
  }

  /** Lets the requests of /held be answered. */
  void release() {
    released.countDown();
  }

  int number() {
    return port.port();
  }

  ServerPort port() {
    return port;
  }

  @Override
  public void close() {
    port.close();
    threads.shutdownNow();
  }

  private final class Echo implements ConnectionListener {
    @Override
    public void opened(Connection connection) {
      opened.add(connection);
      if (signsInAll) {
        connection.signedIn();
      }
    }

    @Override
    public void text(Connection connection, String text) {
      RuntimeException now = fault;
      if (now != null) {
        throw now;
      }
      if (text.equals("sign in")) {
        connection.signedIn();
      }
      connection.offer(EncodedFrame.text(text));
    }

    @Override
    public void binary(Connection connection, ByteBuffer content) {
      binaries.incrementAndGet();
      connection.offer(EncodedFrame.text("binary"));
    }

    @Override
    public void closed(Connection connection) {
      closed.add(connection);
    }
  }

  /** Answers on a virtual thread with the method, the path and the body. */
  private static final class Mirror extends BlockingHandler {
    private final CountDownLatch held;
    private final CountDownLatch released;

    Mirror(ExecutorService threads, CountDownLatch held, CountDownLatch released) {
      super(threads);
      this.held = held;
      this.released = released;
    }

    @Override
    protected void answer(Request request, Response response) throws Exception {
      if (request.getRequestURI().equals("/fails")) {
        throw new IllegalStateException("secret of the inside");
      }
      if (request.getRequestURI().equals("/missing")) {
        response.sendError(404);
        return;
      }
      if (request.getRequestURI().equals("/held")) {
        held.countDown();
        released.await();
      }
      String body = new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      response.setContentType("text/plain");
      response
          .getWriter()
          .write(
              request.getMethod()
                  + " "
                  + request.getRequestURI()
                  + (Thread.currentThread().isVirtual() ? " virtual " : " platform ")
                  + body);
    }
  }
}
