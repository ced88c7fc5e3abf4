package chatx.server.membership;

import chatx.protocol.DeleteRoom;
import chatx.protocol.Done;
import chatx.protocol.ExitReason;
import chatx.protocol.ServerReply;
import chatx.protocol.UserId;
import chatx.protocol.UserSummary;
import chatx.server.audit.AuditAction;
import chatx.server.command.Access;
import chatx.server.command.Caller;
import chatx.server.command.RoomCommandHandler;
import chatx.server.room.RoomTransaction;

/** Deletes a room and tells its members. */
final class DeleteRoomHandler implements RoomCommandHandler<DeleteRoom> {
  private final Governance governance;

  DeleteRoomHandler(Governance governance) {
    this.governance = governance;
  }

  @Override
  public Class<DeleteRoom> command() {
    return DeleteRoom.class;
  }

  @Override
  public Access access() {
    return Access.OWNER;
  }

  @Override
  public ServerReply handle(RoomTransaction room, Caller caller, DeleteRoom command) {
    UserSummary by = caller.me().user();
    governance.record(room, caller, AuditAction.ROOM_DELETED, null, null);
    for (UserId member : room.state().members().keySet()) {
      governance.showOut(room, member, ExitReason.DELETED, by, caller);
    }
    room.delete();
    return new Done();
  }
}
