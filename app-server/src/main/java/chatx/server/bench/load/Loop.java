package chatx.server.bench.load;

import chatx.server.bench.BenchFailedException;
import chatx.server.bench.Door;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * One thread that serves all links: it reads what came, lets them answer, and writes what they sent
 * once per round. Everything here belongs to the thread that calls {@link #run}.
 */
public final class Loop implements AutoCloseable {
  /** Below this a wait is spent looking, because the system's shortest sleep is longer. */
  private static final long SPIN_NANOS = 1_500_000;

  private static final long NANOS_PER_MS = 1_000_000;
  private static final int INPUT_BYTES = 512 << 10;
  private static final int NARROW_BYTES = 4096;

  private final Selector selector;
  private final ByteBuffer received = ByteBuffer.allocateDirect(INPUT_BYTES);
  private final LinkTls.Desk desk = LinkTls.Desk.forReadsOf(INPUT_BYTES);
  private ByteBuffer input = ByteBuffer.allocate(2 * INPUT_BYTES);
  private List<Link> unsent = new ArrayList<>();
  private List<Link> sending = new ArrayList<>();
  private long now = System.nanoTime();

  public Loop() {
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new BenchFailedException("no selector: " + e, e);
    }
  }

  /** What is to be done besides answering, and for how long. */
  @FunctionalInterface
  public interface Pace {
    /**
     * Sends what is due.
     *
     * @return nanoseconds until it wants to be asked again at the latest; negative to end the run
     */
    long tick(long now);
  }

  /** The time of the read at hand, as {@link System#nanoTime()} gives it. */
  long now() {
    return now;
  }

  /**
   * Opens a WebSocket.
   *
   * @param from the address to come from; null for the system's choice
   * @param request the whole opening request
   */
  Link connect(Door to, @Nullable InetSocketAddress from, byte[] request, Listener listener) {
    return connect(to, from, 0, request, listener);
  }

  /**
   * As {@link #connect(Door, InetSocketAddress, byte[], Listener)}, for one of whom the system
   * shall keep little that it did not read.
   */
  Link connectNarrowly(Door to, byte[] request, Listener listener) {
    return connect(to, null, NARROW_BYTES, request, listener);
  }

  private Link connect(
      Door to,
      @Nullable InetSocketAddress from,
      int receiveBytes,
      byte[] request,
      Listener listener) {
    try {
      SocketChannel channel = SocketChannel.open();
      boolean begun = false;
      try {
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        if (receiveBytes > 0) {
          channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBytes);
        }
        if (from != null) {
          channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
          channel.bind(from);
        }
        SSLEngine engine = to.engine();
        Link link =
            new Link(this, channel, listener, engine == null ? null : new LinkTls(engine, desk));
        link.raw(request);
        int interest =
            channel.connect(to.address()) ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT;
        link.registered(channel.register(selector, interest, link));
        begun = true;
        return link;
      } finally {
        if (!begun) {
          channel.close();
        }
      }
    } catch (IOException e) {
      throw new BenchFailedException("cannot connect to " + to.address() + ": " + e, e);
    }
  }

  /** Serves the links until the pace ends it. */
  public void run(Pace pace) {
    try {
      while (true) {
        now = System.nanoTime();
        long wait = pace.tick(now);
        flush();
        if (wait < 0) {
          return;
        }
        if (wait < SPIN_NANOS) {
          selector.selectNow(this::ready);
        } else {
          selector.select(this::ready, wait / NANOS_PER_MS);
        }
        flush();
      }
    } catch (IOException e) {
      throw new BenchFailedException("the generator cannot go on: " + e, e);
    }
  }

  void unsent(Link link) {
    unsent.add(link);
  }

  private void ready(SelectionKey key) {
    Link link = (Link) key.attachment();
    try {
      if (key.isConnectable()) {
        link.connected();
      } else if (key.isReadable()) {
        read(link);
      }
      if (key.isValid() && key.isWritable()) {
        unsent.add(link.writableAgain());
      }
    } catch (IOException broken) {
      link.end("broken: " + broken.getMessage());
    }
  }

  private void read(Link link) throws IOException {
    received.clear();
    int count = link.channel().read(received);
    now = System.nanoTime();
    if (count < 0) {
      link.end("the server closed the connection");
      return;
    }
    received.flip();
    byte[] rest = link.rest();
    int length = rest.length + count + 2 * LinkTls.Desk.RECORD_BYTES;
    if (length > input.capacity()) {
      input = ByteBuffer.allocate(2 * length);
    }
    input.clear().put(rest);
    link.open(received, input);
    link.take(input.array(), input.position());
  }

  private void flush() throws IOException {
    while (!unsent.isEmpty()) {
      List<Link> round = unsent;
      unsent = sending;
      sending = round;
      for (Link link : round) {
        try {
          link.flush();
        } catch (IOException broken) {
          link.end("broken: " + broken.getMessage());
        }
      }
      round.clear();
    }
  }

  @Override
  public void close() {
    try {
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
      selector.close();
    } catch (IOException e) {
      throw new BenchFailedException("the generator cannot be closed: " + e, e);
    }
  }
}
