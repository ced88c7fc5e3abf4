package chatx.server.bench.echo;

import chatx.protocol.CloseReason;
import chatx.server.frame.EncodedFrame;
import chatx.server.socket.Connection;
import chatx.server.socket.ConnectionListener;
import chatx.server.socket.ServerPort;
import chatx.server.socket.SocketSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;

/**
 * The server's own door, with its guards, its WebSocket library and its outboxes, at {@code /}: it
 * sends every message back as it came. Messages may have 32 MiB; nobody signs in. Any thread.
 */
public final class EchoServer implements AutoCloseable {
  /** Enough for the largest messages of the usual suites, twice. */
  private static final int LARGEST = 32 << 20;

  private static final int CONNECTIONS = 10_000;

  private final ServerPort port;

  private EchoServer(ServerPort port) {
    this.port = port;
  }

  /**
   * Listens when this returns.
   *
   * @param number the port; 0 takes a free one
   */
  public static EchoServer start(String host, int number, Clock clock) throws IOException {
    ServerPort port =
        new ServerPort(
            SocketSettings.builder()
                .host(host)
                .port(number)
                .path("/")
                .maxFrameBytes(LARGEST)
                .outboxBytes(4 * LARGEST)
                .maxConnections(CONNECTIONS)
                .maxConnectionsPerAddress(CONNECTIONS)
                .build(),
            new Echo(),
            clock);
    try {
      port.start();
    } catch (IOException taken) {
      port.close();
      throw taken;
    }
    return new EchoServer(port);
  }

  public int port() {
    return port.port();
  }

  @Override
  public void close() {
    port.stop(CloseReason.GOING_AWAY);
  }

  private static final class Echo implements ConnectionListener {
    @Override
    public void opened(Connection connection) {
      connection.signedIn();
    }

    @Override
    public void text(Connection connection, String text) {
      connection.offer(EncodedFrame.text(text));
    }

    @Override
    public void binary(Connection connection, ByteBuffer content) {
      connection.offer(EncodedFrame.binary(content));
    }

    @Override
    public void closed(Connection connection) {}
  }
}
