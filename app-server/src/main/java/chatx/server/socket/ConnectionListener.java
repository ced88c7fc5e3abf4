package chatx.server.socket;

import java.nio.ByteBuffer;

/**
 * What a connection tells those above it. For one connection the calls come one after another:
 * {@code opened}, then any number of {@code text} and {@code binary}, then {@code closed} exactly
 * once.
 *
 * <p>They run on the threads that serve the sockets and must not block. An exception that escapes
 * from {@code opened}, {@code text} or {@code binary} is logged and closes the connection with
 * {@link chatx.protocol.CloseReason#INTERNAL}.
 */
public interface ConnectionListener {

  /** The handshake is answered; nobody has signed in yet. Frames may be offered from here on. */
  void opened(Connection connection);

  /** A whole text message, valid UTF-8, in the order of arrival. Not called once a close began. */
  void text(Connection connection, String text);

  /**
   * A whole binary message, in the order of arrival. Not called once a close began.
   *
   * @param content the caller's again when this returns
   */
  void binary(Connection connection, ByteBuffer content);

  /** The socket is gone, for whatever reason. */
  void closed(Connection connection);
}
