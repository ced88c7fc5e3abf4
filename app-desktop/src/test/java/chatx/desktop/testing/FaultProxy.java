package chatx.desktop.testing;

import chatx.desktop.storage.ServerAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A way to a server that breaks on demand. Any thread. */
public final class FaultProxy implements AutoCloseable {
  private final int target;
  private final ServerSocket door;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger accepted = new AtomicInteger();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition flowing = lock.newCondition();
  private final Set<Socket> frozen = new HashSet<>();
  private final boolean secure;
  private volatile boolean refusing;
  private volatile boolean trickling;

  /** What the server says that does not get through; each once. */
  private final AtomicReference<@Nullable Loss> loss = new AtomicReference<>();

  private record Loss(String words, boolean cut) {}

  public FaultProxy(int target) {
    this(target, false);
  }

  /**
   * @param secure whether the server behind it speaks TLS, which this passes on as it is
   */
  public FaultProxy(int target, boolean secure) {
    this.target = target;
    this.secure = secure;
    try {
      door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().name("proxy").start(this::accept);
  }

  public ServerAddress address() {
    return new ServerAddress("127.0.0.1", door.getLocalPort(), secure);
  }

  /** How many connections came so far. */
  public int accepted() {
    return accepted.get();
  }

  /** Cuts everything that is open, with a reset and without a word. */
  public void cut() {
    open.forEach(FaultProxy::reset);
  }

  /** Cuts what is open and all that comes until {@link #mend}. */
  public void refuse() {
    refusing = true;
    cut();
  }

  /** What is open now stays open, and nothing comes through it until {@link #mend}. */
  public void stall() {
    lock.lock();
    try {
      frozen.addAll(open);
    } finally {
      lock.unlock();
    }
  }

  /** From now on every byte travels alone. */
  public void trickle() {
    trickling = true;
  }

  /** The next answer with these words in it does not get through: its connection is cut. */
  public void cutInsteadOf(String words) {
    loss.set(new Loss(words, true));
  }

  /** The next answer with these words in it does not get through, nor anything behind it. */
  public void stallInsteadOf(String words) {
    loss.set(new Loss(words, false));
  }

  /** Whether the words have come that should not get through. */
  public boolean hasLost() {
    return loss.get() == null;
  }

  public void mend() {
    refusing = false;
    trickling = false;
    lock.lock();
    try {
      frozen.clear();
      flowing.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    refuse();
    mend();
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket client = door.accept();
        accepted.incrementAndGet();
        if (refusing) {
          reset(client);
        } else {
          client.setTcpNoDelay(true);
          Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
          server.setTcpNoDelay(true);
          open.add(client);
          open.add(server);
          Thread.ofVirtual().start(() -> pump(client, server, false));
          Thread.ofVirtual().start(() -> pump(server, client, true));
        }
      } catch (IOException _) {
        // The server is away, or this proxy closes: the loop's condition tells.
      }
    }
  }

  private void pump(Socket from, Socket to, boolean answers) {
    byte[] buffer = new byte[16 << 10];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        awaitFlow(from);
        if (answers && isLost(buffer, length, from)) {
          break;
        }
        if (trickling) {
          for (int i = 0; i < length; i++) {
            out.write(buffer, i, 1);
          }
        } else {
          out.write(buffer, 0, length);
        }
      }
    } catch (IOException | InterruptedException _) {
      // Cut, by one side or by this proxy.
    }
    reset(from);
    reset(to);
    open.remove(from);
    open.remove(to);
  }

  private boolean isLost(byte[] buffer, int length, Socket from) throws InterruptedException {
    Loss next = loss.get();
    if (next == null
        || !new String(buffer, 0, length, StandardCharsets.UTF_8).contains(next.words())
        || !loss.compareAndSet(next, null)) {
      return false;
    }
    if (!next.cut()) {
      lock.lock();
      try {
        frozen.add(from);
      } finally {
        lock.unlock();
      }
      awaitFlow(from);
    }
    return true;
  }

  private void awaitFlow(Socket from) throws InterruptedException {
    lock.lock();
    try {
      while (frozen.contains(from)) {
        flowing.await();
      }
    } finally {
      lock.unlock();
    }
  }

  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException _) {
      // Closed already.
    }
  }
}
