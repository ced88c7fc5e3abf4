package chatx.server.conversation;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Stands between a server and its database, and loses the answer to a commit when told to: the
 * commit takes place, and whoever gave it sees a broken connection.
 */
final class AnswerLosingProxy implements AutoCloseable {
  private static final int CHUNK = 64 * 1024;

  private final int target;
  private final ServerSocket door;
  private final AtomicBoolean armed = new AtomicBoolean();

  private AnswerLosingProxy(int target, ServerSocket door) {
    this.target = target;
    this.door = door;
  }

  static AnswerLosingProxy before(int target) throws IOException {
    AnswerLosingProxy proxy =
        new AnswerLosingProxy(target, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    Thread.ofVirtual().start(proxy::accept);
    return proxy;
  }

  int port() {
    return door.getLocalPort();
  }

  void loseTheNextCommitsAnswer() {
    armed.set(true);
  }

  boolean hasLostIt() {
    return !armed.get();
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket client = door.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        AtomicBoolean losing = new AtomicBoolean();
        Thread.ofVirtual().start(() -> pass(client, server, losing, true));
        Thread.ofVirtual().start(() -> pass(server, client, losing, false));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void pass(Socket from, Socket to, AtomicBoolean losing, boolean commands) {
    byte[] bytes = new byte[CHUNK];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(bytes); n > 0; n = in.read(bytes)) {
        if (commands) {
          String text = new String(bytes, 0, n, StandardCharsets.ISO_8859_1);
          if (text.contains("COMMIT") && armed.compareAndSet(true, false)) {
            losing.set(true);
          }
        } else if (losing.get()) {
          // It has answered, so it is committed.
          return;
        }
        out.write(bytes, 0, n);
      }
    } catch (IOException e) {
      // Either side is gone, and so both are.
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
