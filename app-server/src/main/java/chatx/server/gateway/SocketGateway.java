package chatx.server.gateway;

import chatx.protocol.CloseReason;
import chatx.protocol.Problem;
import chatx.protocol.ProblemCode;
import chatx.protocol.RoomId;
import chatx.protocol.ServerReply;
import chatx.protocol.SessionEvent;
import chatx.protocol.codec.DecodedCommand;
import chatx.protocol.codec.FrameCodec;
import chatx.server.command.CommandDispatcher;
import chatx.server.command.ConnectionDirectory;
import chatx.server.problem.Problems;
import chatx.server.room.RoomDirectory;
import chatx.server.room.RoomTask;
import chatx.server.room.RoomTransaction;
import chatx.server.socket.Connection;
import chatx.server.socket.ConnectionListener;
import chatx.server.socket.Handshake;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Takes text frames to the dispatcher. Its calls come from read threads and never block. */
public final class SocketGateway implements ConnectionListener {
  /** So many frames that are no commands, within the window, end the connection. */
  private static final int MOST_BAD_FRAMES = 5;

  private static final long BAD_FRAME_WINDOW_NANOS = 10_000_000_000L;

  private final FrameCodec codec;
  private final CommandDispatcher dispatcher;
  private final ConnectionDirectory connections;
  private final RoomDirectory rooms;
  private final int mostHeldBytes;
  private final AuthenticateHandler signIns;
  private final Set<SocketCaller> callers = ConcurrentHashMap.newKeySet();

  /**
   * @param mostHeldBytes events kept back for a connection while a command of its runs
   * @param signIns for connections whose opening request carries a token or cookies
   */
  public SocketGateway(
      FrameCodec codec,
      CommandDispatcher dispatcher,
      ConnectionDirectory connections,
      RoomDirectory rooms,
      int mostHeldBytes,
      AuthenticateHandler signIns) {
    this.codec = codec;
    this.dispatcher = dispatcher;
    this.connections = connections;
    this.rooms = rooms;
    this.mostHeldBytes = mostHeldBytes;
    this.signIns = signIns;
  }

  @Override
  public void opened(Connection connection) {
    SocketCaller caller = new SocketCaller(connection, codec, mostHeldBytes);
    connection.attach(new Peer(caller));
    callers.add(caller);
    var handshake = connection.handshake();
    if (handshake.authorization() != null || handshake.cookies() != null) {
      var _ = caller.mailbox().offer(() -> welcome(caller, handshake));
    }
  }

  /** Id 0 is the answer to the opening request. */
  private void welcome(SocketCaller caller, Handshake handshake) {
    ServerReply reply;
    try {
      reply = signIns.welcome(caller, handshake);
    } catch (RuntimeException e) {
      reply = Problems.failure(e, UUID.randomUUID().toString());
    }
    if (reply != null) {
      caller.reply(0, reply);
    }
  }

  @Override
  public void text(Connection connection, String text) {
    Peer peer = peer(connection);
    switch (codec.decodeCommand(text)) {
      case DecodedCommand.Valid valid ->
          dispatcher.dispatch(peer.caller, peer.caller.mailbox(), valid.frame());
      case DecodedCommand.Invalid invalid -> refuse(peer, invalid.id(), invalid.problem());
    }
  }

  @Override
  public void binary(Connection connection, ByteBuffer content) {
    refuse(
        peer(connection),
        0,
        Problems.of(ProblemCode.BAD_MESSAGE, "Commands are text frames; this one was binary."));
  }

  @Override
  public void closed(Connection connection) {
    SocketCaller caller = peer(connection).caller;
    callers.remove(caller);
    for (RoomId room : caller.closed()) {
      rooms.insist(room, new Unsubscribe(caller));
    }
    if (caller.identity() != null) {
      connections.remove(caller);
    }
  }

  /** How many sockets are open. */
  public int size() {
    return callers.size();
  }

  /** Tells everybody something before the port stops. */
  public void tellAll(SessionEvent event) {
    callers.forEach(caller -> caller.send(event));
  }

  private static void refuse(Peer peer, long id, Problem problem) {
    peer.caller.reply(id, problem);
    if (peer.countBadFrame(System.nanoTime())) {
      peer.caller.close(CloseReason.POLICY);
    }
  }

  private static Peer peer(Connection connection) {
    return (Peer) Objects.requireNonNull(connection.attachment());
  }

  /** Used on the connection's read thread. */
  private static final class Peer {
    private final SocketCaller caller;
    private int badFrames;
    private long firstBadFrame;

    Peer(SocketCaller caller) {
      this.caller = caller;
    }

    /** True when it is one too many. */
    boolean countBadFrame(long now) {
      if (badFrames == 0 || now - firstBadFrame > BAD_FRAME_WINDOW_NANOS) {
        badFrames = 0;
        firstBadFrame = now;
      }
      return ++badFrames >= MOST_BAD_FRAMES;
    }
  }

  private record Unsubscribe(SocketCaller caller) implements RoomTask {
    @Override
    public void run(RoomTransaction room) {
      room.unsubscribe(caller);
    }

    @Override
    public void absent() {}

    @Override
    public void failed(RuntimeException cause) {}
  }
}
