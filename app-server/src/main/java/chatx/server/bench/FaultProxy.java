package chatx.server.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;

/**
 * A way to a server on this computer that breaks on demand, for all connections or for one. Any
 * thread.
 */
public final class FaultProxy implements AutoCloseable {
  private static final int BACKLOG = 1_000;
  private static final int PIECE_BYTES = 16 << 10;

  /** Small, so that a reader that is slow behind this proxy is soon slow for the server too. */
  private static final int RECEIVE_BYTES = 32 << 10;

  private final IntSupplier target;
  private final ServerSocket door;
  private final Set<Link> links = ConcurrentHashMap.newKeySet();
  private final AtomicInteger accepted = new AtomicInteger();
  private volatile boolean refusing;
  private volatile boolean trickling;

  public FaultProxy(int target) {
    this(() -> target);
  }

  /**
   * @param target the server's port, asked for each connection
   */
  public FaultProxy(IntSupplier target) {
    this.target = target;
    try {
      door = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().name("proxy").start(this::accept);
  }

  /** Where clients connect to, on the loopback address. */
  public int port() {
    return door.getLocalPort();
  }

  /** How many connections came so far. */
  public int accepted() {
    return accepted.get();
  }

  /** What is open now, the oldest first. */
  public List<Link> links() {
    List<Link> open = new ArrayList<>(links);
    open.sort((one, other) -> Integer.compare(one.number, other.number));
    return open;
  }

  /** Cuts everything that is open, with a reset and without a word. */
  public void cut() {
    links.forEach(Link::cut);
  }

  /** Cuts what is open and all that comes until {@link #mend}. */
  public void refuse() {
    refusing = true;
    cut();
  }

  /** What is open now stays open, and nothing comes through it until {@link #mend}. */
  public void stall() {
    links.forEach(Link::stall);
  }

  /** From now on every byte travels alone. */
  public void trickle() {
    trickling = true;
  }

  public void mend() {
    refusing = false;
    trickling = false;
    links.forEach(Link::mend);
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    refuse();
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket client = door.accept();
        int number = accepted.incrementAndGet();
        if (refusing) {
          reset(client);
        } else {
          // Not here: a server that does not answer must not keep others from the door.
          Thread.ofVirtual().start(() -> link(number, client));
        }
      } catch (IOException _) {
        // This proxy closes: the loop's condition tells.
      }
    }
  }

  private void link(int number, Socket client) {
    Socket server = new Socket();
    try {
      server.setReceiveBufferSize(RECEIVE_BYTES);
      server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target.getAsInt()));
      server.setTcpNoDelay(true);
      client.setTcpNoDelay(true);
    } catch (IOException _) {
      reset(client);
      reset(server);
      return;
    }
    Link link = new Link(number, client, server);
    links.add(link);
    if (refusing) {
      link.cut();
    }
    Thread.ofVirtual().start(() -> link.pump(client, server, false));
    Thread.ofVirtual().start(() -> link.pump(server, client, true));
  }

  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException _) {
      // Closed already.
    }
  }

  /** One connection of a client, through to the server. */
  public final class Link {
    private final int number;
    private final Socket client;
    private final Socket server;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final AtomicInteger ended = new AtomicInteger();
    private volatile boolean stalled;
    private volatile boolean swallowing;
    private volatile boolean dead;
    private volatile long delayNanos;
    private volatile long pauseNanosPerByte;

    // Guarded by lock.
    private int mends;

    private Link(int number, Socket client, Socket server) {
      this.number = number;
      this.client = client;
      this.server = server;
    }

    /** The how-manieth of the proxy it is, from 1. */
    public int number() {
      return number;
    }

    /** Ends it with a reset on both sides. */
    public void cut() {
      dead = true;
      reset(client);
      reset(server);
      links.remove(this);
      tell();
    }

    /**
     * Nothing comes through any more, not even the end of a side: half-open until mended or cut.
     */
    public void stall() {
      stalled = true;
    }

    /** What the server says is thrown away from now on. Only a cut makes sense after that. */
    public void swallow() {
      swallowing = true;
    }

    /** What the server says is held back for so long. */
    public void delay(Duration time) {
      delayNanos = time.toNanos();
    }

    /** What the server says travels at this pace, byte by byte. */
    public void slow(int bytesPerSecond) {
      pauseNanosPerByte = Duration.ofSeconds(1).toNanos() / bytesPerSecond;
    }

    public void mend() {
      stalled = false;
      delayNanos = 0;
      pauseNanosPerByte = 0;
      tell();
    }

    private void tell() {
      lock.lock();
      try {
        mends++;
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }

    private void pump(Socket from, Socket to, boolean towardsClient) {
      byte[] buffer = new byte[PIECE_BYTES];
      boolean orderly = false;
      try {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
          awaitFlow();
          if (towardsClient) {
            await(delayNanos);
          }
          if (!(towardsClient && swallowing)) {
            write(out, buffer, length, towardsClient);
          }
        }
        orderly = true;
      } catch (IOException | InterruptedException _) {
        // Cut, by one side or by this proxy.
      }
      end(to, orderly);
    }

    private void write(OutputStream out, byte[] buffer, int length, boolean towardsClient)
        throws IOException, InterruptedException {
      if (!trickling && !(towardsClient && pauseNanosPerByte > 0)) {
        out.write(buffer, 0, length);
        return;
      }
      for (int i = 0; i < length; i++) {
        out.write(buffer, i, 1);
        if (towardsClient) {
          await(pauseNanosPerByte);
        }
      }
    }

    /** One direction is over; an orderly end lets the other side read what was said before. */
    private void end(Socket to, boolean orderly) {
      try {
        awaitFlow();
        if (orderly) {
          to.shutdownOutput();
        }
      } catch (IOException | InterruptedException _) {
        // The other side has gone, too.
      }
      if (!orderly) {
        cut();
      } else if (ended.incrementAndGet() == 2) {
        links.remove(this);
        closeAll(List.of(client, server));
      }
    }

    private void awaitFlow() throws InterruptedException {
      lock.lock();
      try {
        while (stalled && !dead) {
          changed.await();
        }
      } finally {
        lock.unlock();
      }
    }

    /** Ends early when the link is mended or cut. */
    private void await(long nanos) throws InterruptedException {
      if (nanos == 0) {
        return;
      }
      lock.lock();
      try {
        int before = mends;
        long left = nanos;
        while (left > 0 && !dead && mends == before) {
          left = changed.awaitNanos(left);
        }
      } finally {
        lock.unlock();
      }
    }
  }

  private static void closeAll(Collection<Socket> sockets) {
    for (Socket socket : sockets) {
      try {
        socket.close();
      } catch (IOException _) {
        // Gone, as was wanted.
      }
    }
  }
}
