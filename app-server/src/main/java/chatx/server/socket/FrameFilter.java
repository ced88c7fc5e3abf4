package chatx.server.socket;

import java.nio.ByteBuffer;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.attributes.Attribute;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.memory.ByteBufferArray;

/** What stands behind the transport once a connection is a WebSocket: nothing but this. */
final class FrameFilter extends BaseFilter {

  private final Attribute<Connection> connections =
      Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute("chatx.connection");

  void put(org.glassfish.grizzly.Connection<?> socket, Connection connection) {
    connections.set(socket, connection);
  }

  @Override
  public NextAction handleRead(FilterChainContext ctx) {
    Connection connection = connections.get(ctx.getConnection());
    Buffer bytes = ctx.getMessage();
    if (connection != null) {
      if (bytes.isComposite()) {
        ByteBufferArray parts = bytes.toByteBufferArray();
        for (int i = 0; i < parts.size(); i++) {
          connection.read(parts.getArray()[i]);
        }
        parts.restore();
        parts.recycle();
      } else {
        connection.read(bytes.toByteBuffer().duplicate());
      }
    }
    bytes.tryDispose();
    return ctx.getStopAction();
  }

  /** What came behind the handshake in the same read. */
  static void readOn(Connection connection, ByteBuffer rest) {
    if (rest.hasRemaining()) {
      connection.read(rest);
    }
  }
}
