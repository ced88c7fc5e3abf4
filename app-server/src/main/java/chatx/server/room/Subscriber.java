package chatx.server.room;

import chatx.protocol.RoomId;
import chatx.protocol.UserId;
import chatx.server.frame.EncodedFrame;

/** One connection that receives rooms' events. Thread-safe; no method blocks. */
public interface Subscriber {
  UserId user();

  /** Takes an event to send; where it cannot be sent, that is the subscriber's affair. */
  void offer(EncodedFrame frame);

  /** The room will offer its events from now on; false when this connection is closed already. */
  boolean attached(RoomId room);

  /** No more events of the room follow. */
  void detached(RoomId room);
}
