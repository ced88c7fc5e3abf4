package chatx.server.catchup;

import chatx.protocol.OpenRoom;
import chatx.protocol.RoomJoined;
import chatx.protocol.ServerReply;
import chatx.server.command.Access;
import chatx.server.command.Caller;
import chatx.server.command.ConnectionDirectory;
import chatx.server.command.RoomCommandHandler;
import chatx.server.command.RoomStates;
import chatx.server.room.RoomTransaction;

/** Tells a room's state and subscribes. */
final class OpenRoomHandler implements RoomCommandHandler<OpenRoom> {
  private final ConnectionDirectory connections;

  OpenRoomHandler(ConnectionDirectory connections) {
    this.connections = connections;
  }

  @Override
  public Class<OpenRoom> command() {
    return OpenRoom.class;
  }

  @Override
  public Access access() {
    return Access.MEMBER;
  }

  @Override
  public ServerReply handle(RoomTransaction room, Caller caller, OpenRoom command) {
    room.subscribe(caller);
    return new RoomJoined(RoomStates.of(room.state(), connections, caller.me().id()));
  }
}
