package chatx.server.socket;

import chatx.protocol.CloseReason;
import chatx.server.frame.EncodedFrame;
import jakarta.websocket.CloseReason.CloseCodes;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One open WebSocket.
 *
 * <p>All public methods may be called from any thread, none of them blocks, and none of them calls
 * the {@link ConnectionListener} on the caller's thread. Once a close began, offers are refused and
 * nothing the client sends is passed on; then the socket ends, and only then {@link
 * ConnectionListener#closed} is told.
 */
public final class Connection implements Watched {

  private static final Logger log = LoggerFactory.getLogger(Connection.class);

  /** How far a connection is; it only ever goes forward. */
  private enum State {
    OPEN,
    /** A last frame waits or was sent; of what still comes only a close frame matters. */
    CLOSING,
    CLOSED
  }

  /** Something is set once, at a time that {@link System#nanoTime()} gave; 0 until then. */
  private static final long NOT_YET = 0;

  private static final int SMALLEST_GATHERING = 512;

  private final long id;
  private volatile Handshake handshake;
  private final SocketSettings settings;
  private final ConnectionListener listener;
  private final Wire wire;
  private final Outbox outbox;
  private final long openedAt;
  private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);

  private volatile long lastReadAt;
  private volatile long pingedAt = NOT_YET;
  private volatile long closingAt = NOT_YET;
  private volatile long lastSentAt = NOT_YET;
  private volatile boolean signedIn;
  private volatile boolean peerClosed;
  private volatile boolean hurried;
  private volatile boolean refused;
  private volatile org.glassfish.tyrus.spi.@Nullable Connection library;
  private volatile @Nullable Object attachment;

  // the read thread's own
  private final FrameGuard guard;
  private @Nullable ByteBuffer gathering;
  private long unsignedBytes;

  // guarded by upcalls, which keeps the calls to the listener one after another
  private final Object upcalls = new Object();
  private boolean opened;
  private boolean ended;

  Connection(
      long id,
      Handshake handshake,
      SocketSettings settings,
      ConnectionListener listener,
      Wire wire,
      OutboxWriter writer,
      long now) {
    this.id = id;
    this.handshake = handshake;
    this.settings = settings;
    this.listener = listener;
    this.wire = wire;
    this.outbox = new Outbox(wire, writer, settings.outboxBytes(), this::tooSlow, now);
    this.guard = new FrameGuard(settings.maxFrameBytes());
    this.openedAt = now;
    this.lastReadAt = now;
  }

  /** A number that no other connection of this server has, for logs. */
  public long id() {
    return id;
  }

  public InetAddress remote() {
    return handshake.remote();
  }

  public Handshake handshake() {
    return handshake;
  }

  public boolean isOpen() {
    return state.get() == State.OPEN;
  }

  /**
   * Sends a frame after all that were offered before it. More than {@code outboxBytes} waiting
   * closes the connection with {@link CloseReason#TOO_SLOW}.
   *
   * @return false when the connection is closed or closing and the frame will not be sent
   */
  public boolean offer(EncodedFrame frame) {
    return outbox.offer(frame);
  }

  /** Closes after all that waits was sent; a second close is ignored. */
  public void close(CloseReason reason) {
    close(reason, "");
  }

  /**
   * As {@link #close(CloseReason)}.
   *
   * @param text a short sentence for the one who reads the client's log
   */
  public void close(CloseReason reason, String text) {
    beginClose(EncodedFrame.close(reason.code(), text), false);
  }

  /** Drops what of the handshake is needed for the sign-in only: tokens and cookies. */
  public void forgetSecrets() {
    handshake = handshake.withoutSecrets();
  }

  /** Lifts the deadline for signing in, and the bound on what may be sent before it. */
  public void signedIn() {
    signedIn = true;
  }

  /** Keeps something of the caller's with the connection, so that it needs no map of its own. */
  public void attach(@Nullable Object value) {
    attachment = value;
  }

  public @Nullable Object attachment() {
    return attachment;
  }

  @Override
  public String toString() {
    return "Connection[" + id + "]";
  }

  // Reading: called on the thread that reads this socket.

  /** Joins the library that reads the messages; its endpoint has called {@link #opened} by then. */
  void join(org.glassfish.tyrus.spi.Connection joined) {
    library = joined;
  }

  void opened() {
    synchronized (upcalls) {
      opened = true;
      guarded(() -> listener.opened(this));
    }
  }

  void text(String text) {
    synchronized (upcalls) {
      if (!ended && isOpen()) {
        guarded(() -> listener.text(this, text));
      }
    }
  }

  void binary(ByteBuffer content) {
    synchronized (upcalls) {
      if (!ended && isOpen()) {
        guarded(() -> listener.binary(this, content));
      }
    }
  }

  /** Takes what came from the socket, in whatever pieces. */
  void read(ByteBuffer in) {
    lastReadAt = System.nanoTime();
    pingedAt = NOT_YET;
    if (!signedIn && isOpen()) {
      unsignedBytes += in.remaining();
      if (unsignedBytes > settings.maxUnsignedBytes()) {
        refuse(CloseReason.NOT_SIGNED_IN, "too much before the sign-in");
        return;
      }
    }
    while (in.hasRemaining() && !peerClosed) {
      int start = in.position();
      FrameGuard.Found found = guard.examine(in);
      switch (found) {
        case PART -> gather(in.slice(start, in.position() - start));
        case FRAME -> frame(in.slice(start, in.position() - start));
        case REFUSED -> {
          FrameGuard.Refusal refusal = guard.refusal();
          if (refusal != null && isOpen()) {
            refuse(refusal.reason(), refusal.text());
          }
          return;
        }
      }
    }
  }

  private void frame(ByteBuffer bytes) {
    ByteBuffer whole = bytes;
    if (gathering != null) {
      gather(bytes);
      whole = gathering.flip();
      gathering = null;
    }
    if (guard.endedInClose()) {
      peerClosed = true;
    }
    org.glassfish.tyrus.spi.Connection reader = library;
    if (isOpen() && reader != null) {
      reader.getReadHandler().handle(whole);
    } else if (peerClosed && lastSentAt != NOT_YET) {
      wire.end();
    }
  }

  /**
   * Keeps the part of a frame that came. The library would copy all it has at every piece; this
   * doubles, and holds no more than twice what really came, whatever length was announced.
   */
  private void gather(ByteBuffer part) {
    if (!isOpen()) {
      return;
    }
    ByteBuffer kept = gathering;
    if (kept == null) {
      kept = ByteBuffer.allocate(Math.max(SMALLEST_GATHERING, part.remaining()));
    } else if (kept.remaining() < part.remaining()) {
      int needed = kept.position() + part.remaining();
      kept = ByteBuffer.allocate(Math.max(needed, 2 * kept.capacity())).put(kept.flip());
    }
    gathering = kept.put(part);
  }

  /** Ends what cannot be trusted any more, with one line in the log. */
  private void refuse(CloseReason reason, String text) {
    log.info("Connection {} of {} refused: {}", id, remote().getHostAddress(), text);
    gathering = null;
    refused = true;
    close(reason, text);
  }

  private void guarded(Runnable upcall) {
    try {
      upcall.run();
    } catch (RuntimeException e) {
      log.error("Connection {} fails because of a mistake of the server", id, e);
      close(CloseReason.INTERNAL);
    }
  }

  // What the library sends by itself: pongs, and the answer to a close.

  void fromLibrary(ByteBuffer frame) {
    outbox.offer(EncodedFrame.complete(frame));
  }

  /** The library has sent its close frame, in answer to the client's or to bad UTF-8. */
  void libraryClosed() {
    refused = !peerClosed;
    beginClose(null, false);
  }

  // Ending.

  private void tooSlow() {
    if (beginClose(
        EncodedFrame.close(CloseReason.TOO_SLOW.code(), "connect again and resume"), true)) {
      log.info("Connection {} of {} is too slow", id, remote().getHostAddress());
    }
  }

  /**
   * @param last null when the last frame waits already
   * @param dropWaiting whether the other side gets only the last frame of what waits, and only if
   *     it reads within the grace
   */
  private boolean beginClose(@Nullable EncodedFrame last, boolean dropWaiting) {
    if (!state.compareAndSet(State.OPEN, State.CLOSING)) {
      return false;
    }
    hurried = dropWaiting;
    closingAt = System.nanoTime();
    outbox.seal(last, dropWaiting, this::lastSent);
    return true;
  }

  private void lastSent() {
    lastSentAt = System.nanoTime();
    if (peerClosed) {
      wire.end();
    } else if (refused) {
      wire.sendNoMore();
    }
  }

  /** The socket is gone. */
  void gone() {
    state.set(State.CLOSED);
    outbox.clear();
    org.glassfish.tyrus.spi.Connection joined = library;
    if (joined != null) {
      joined.close(new jakarta.websocket.CloseReason(CloseCodes.CLOSED_ABNORMALLY, null));
    }
    synchronized (upcalls) {
      if (ended) {
        return;
      }
      ended = true;
      if (opened) {
        try {
          listener.closed(this);
        } catch (RuntimeException e) {
          log.error("The end of connection {} could not be told", id, e);
        }
      }
    }
  }

  void abort() {
    wire.abort();
  }

  @Override
  public void check(long now) {
    switch (state.get()) {
      case OPEN -> checkOpen(now);
      case CLOSING -> checkClosing(now);
      case CLOSED -> {}
    }
  }

  private void checkOpen(long now) {
    if (!signedIn && past(openedAt, settings.signInDeadline(), now)) {
      close(CloseReason.NOT_SIGNED_IN, "no sign-in in time");
    } else if (past(outbox.stalledSince(now), settings.writeStall(), now)) {
      tooSlow();
    } else if (pingedAt != NOT_YET) {
      if (past(pingedAt, settings.pingTimeout(), now)) {
        close(CloseReason.UNRESPONSIVE, "no answer to a ping");
      }
    } else if (past(lastReadAt, settings.pingInterval(), now)) {
      pingedAt = now;
      offer(EncodedFrame.ping());
    }
  }

  private void checkClosing(long now) {
    if (lastSentAt != NOT_YET) {
      if (past(lastSentAt, settings.closeGrace(), now)) {
        wire.end();
      }
    } else if (past(closingAt, hurried ? settings.closeGrace() : settings.writeStall(), now)) {
      wire.abort();
    }
  }

  private static boolean past(long since, Duration time, long now) {
    return now - since >= time.toNanos();
  }
}
