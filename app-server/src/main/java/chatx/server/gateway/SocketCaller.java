package chatx.server.gateway;

import chatx.protocol.CloseReason;
import chatx.protocol.EventFrame;
import chatx.protocol.ReplyFrame;
import chatx.protocol.RoomId;
import chatx.protocol.ServerReply;
import chatx.protocol.SessionEvent;
import chatx.protocol.UserId;
import chatx.protocol.codec.FrameCodec;
import chatx.server.command.Caller;
import chatx.server.command.Identity;
import chatx.server.frame.EncodedFrame;
import chatx.server.mailbox.Mailbox;
import chatx.server.socket.Connection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One WebSocket as a caller of commands and a subscriber of rooms. */
final class SocketCaller implements Caller {
  /** Session commands of one connection that may wait. */
  private static final int CAPACITY = 100;

  private final Connection connection;
  private final FrameCodec codec;
  private final Mailbox<Runnable> mailbox;
  private final int mostHeldBytes;
  private volatile @Nullable Identity identity;

  // Guarded by this.
  private final Set<RoomId> rooms = new HashSet<>(2);
  private @Nullable List<EncodedFrame> held;
  private long heldBytes;
  private boolean closed;

  /**
   * @param mostHeldBytes events kept back while a command runs; more close the connection
   */
  SocketCaller(Connection connection, FrameCodec codec, int mostHeldBytes) {
    this.connection = connection;
    this.codec = codec;
    this.mostHeldBytes = mostHeldBytes;
    this.mailbox =
        new Mailbox<>("caller-" + connection.id(), CAPACITY, batch -> batch.forEach(Runnable::run));
  }

  Mailbox<Runnable> mailbox() {
    return mailbox;
  }

  @Override
  public @Nullable Identity identity() {
    return identity;
  }

  @Override
  public Identity me() {
    Identity known = identity;
    if (known == null) {
      throw new IllegalStateException("nobody is signed in on this connection");
    }
    return known;
  }

  @Override
  public UserId user() {
    return me().id();
  }

  @Override
  public long connection() {
    return connection.id();
  }

  @Override
  public String address() {
    return connection.remote().getHostAddress();
  }

  @Override
  public boolean isOpen() {
    return connection.isOpen();
  }

  @Override
  public void signIn(Identity who) {
    identity = who;
    connection.signedIn();
    connection.forgetSecrets();
  }

  @Override
  public void reply(long requestId, ServerReply reply) {
    connection.offer(EncodedFrame.text(codec.encode(new ReplyFrame(requestId, reply))));
  }

  @Override
  public synchronized void releaseEvents() {
    List<EncodedFrame> waiting = held;
    held = null;
    heldBytes = 0;
    if (waiting != null) {
      waiting.forEach(connection::offer);
    }
  }

  @Override
  public void send(SessionEvent event) {
    offer(EncodedFrame.text(codec.encode(EventFrame.session(event))));
  }

  @Override
  public void offer(EncodedFrame frame) {
    synchronized (this) {
      if (held == null) {
        connection.offer(frame);
        return;
      }
      heldBytes += frame.length();
      if (heldBytes <= mostHeldBytes) {
        held.add(frame);
        return;
      }
      held.clear();
    }
    connection.close(CloseReason.TOO_SLOW);
  }

  @Override
  public synchronized void holdEventsUntilReply() {
    if (held == null) {
      held = new ArrayList<>();
    }
  }

  @Override
  public void close(CloseReason reason) {
    connection.close(reason);
  }

  @Override
  public synchronized boolean attached(RoomId room) {
    return !closed && rooms.add(room);
  }

  @Override
  public synchronized void detached(RoomId room) {
    rooms.remove(room);
  }

  /** The socket is gone: tells which rooms have to be left, and refuses further ones. */
  synchronized Set<RoomId> closed() {
    closed = true;
    mailbox.close();
    return Set.copyOf(rooms);
  }
}
