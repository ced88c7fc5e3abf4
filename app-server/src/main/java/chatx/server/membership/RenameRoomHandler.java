package chatx.server.membership;

import chatx.protocol.Done;
import chatx.protocol.RenameRoom;
import chatx.protocol.RoomRenamed;
import chatx.protocol.ServerReply;
import chatx.server.audit.AuditAction;
import chatx.server.command.Access;
import chatx.server.command.Caller;
import chatx.server.command.Refusals;
import chatx.server.command.RoomCommandHandler;
import chatx.server.room.RoomTransaction;
import chatx.server.text.Checked;
import chatx.server.text.NameKey;
import chatx.server.text.NameRules;

/** Gives a room another name. */
final class RenameRoomHandler implements RoomCommandHandler<RenameRoom> {
  private final Governance governance;

  RenameRoomHandler(Governance governance) {
    this.governance = governance;
  }

  @Override
  public Class<RenameRoom> command() {
    return RenameRoom.class;
  }

  @Override
  public Access access() {
    return Access.MODERATOR;
  }

  @Override
  public ServerReply handle(RoomTransaction room, Caller caller, RenameRoom command) {
    return switch (NameRules.roomName(command.name(), "name")) {
      case Checked.Refused<String> refused -> Refusals.of(refused);
      case Checked.Ok<String> name -> rename(room, caller, name.value());
    };
  }

  private ServerReply rename(RoomTransaction room, Caller caller, String name) {
    if (name.equals(room.state().name())) {
      return new Done();
    }
    if (!room.rename(name, NameKey.of(name))) {
      return CreateRoomHandler.nameTaken();
    }
    room.append(new RoomRenamed(caller.me().user(), name));
    governance.record(room, caller, AuditAction.ROOM_RENAMED, null, null);
    return new Done();
  }
}
