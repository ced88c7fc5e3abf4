package chatx.server.membership;

import chatx.protocol.MemberJoined;
import chatx.protocol.MemberRole;
import chatx.protocol.RoomEntered;
import chatx.protocol.RoomJoined;
import chatx.protocol.RoomState;
import chatx.protocol.ServerReply;
import chatx.server.command.Caller;
import chatx.server.command.ConnectionDirectory;
import chatx.server.command.RoomStates;
import chatx.server.room.Membership;
import chatx.server.room.RoomTransaction;

/** How somebody gets into a room with all their devices. */
final class Admission {
  private final ConnectionDirectory connections;

  Admission(ConnectionDirectory connections) {
    this.connections = connections;
  }

  /** Makes the caller a member who was none. */
  ServerReply admit(RoomTransaction room, Caller caller) {
    room.admit(new Membership(caller.me().user(), MemberRole.MEMBER, room.now()));
    room.append(new MemberJoined(caller.me().user()));
    return enter(room, caller);
  }

  /** Subscribes a member's devices and tells the other ones which room that is. */
  ServerReply enter(RoomTransaction room, Caller caller) {
    RoomState state = RoomStates.of(room.state(), connections, caller.me().id());
    room.subscribe(caller);
    for (Caller device : connections.of(caller.me().id())) {
      if (!device.equals(caller)) {
        // In this order the device knows the room before it hears of its events.
        room.afterCommit(() -> device.send(new RoomEntered(state)));
        room.subscribe(device);
      }
    }
    return new RoomJoined(state);
  }

  /** For somebody who is a member already. */
  ServerReply open(RoomTransaction room, Caller caller) {
    room.subscribe(caller);
    return new RoomJoined(RoomStates.of(room.state(), connections, caller.me().id()));
  }
}
