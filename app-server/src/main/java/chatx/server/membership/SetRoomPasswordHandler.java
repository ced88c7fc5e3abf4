package chatx.server.membership;

import chatx.protocol.Done;
import chatx.protocol.PasswordChanged;
import chatx.protocol.Problem;
import chatx.protocol.ServerReply;
import chatx.protocol.SetRoomPassword;
import chatx.server.audit.AuditAction;
import chatx.server.command.Access;
import chatx.server.command.Caller;
import chatx.server.command.RoomAccess;
import chatx.server.command.SessionCommandHandler;
import chatx.server.room.RoomDirectory;
import chatx.server.room.RoomTransaction;
import org.jspecify.annotations.Nullable;

/** Makes a room private, or public. */
final class SetRoomPasswordHandler implements SessionCommandHandler<SetRoomPassword> {
  private final RoomDirectory rooms;
  private final RoomPasswords passwords;
  private final Governance governance;

  SetRoomPasswordHandler(RoomDirectory rooms, RoomPasswords passwords, Governance governance) {
    this.rooms = rooms;
    this.passwords = passwords;
    this.governance = governance;
  }

  @Override
  public Class<SetRoomPassword> command() {
    return SetRoomPassword.class;
  }

  @Override
  public Access access() {
    return Access.SIGNED_IN;
  }

  @Override
  public ServerReply handle(Caller caller, SetRoomPassword command) {
    // Asked first, so that strangers cannot make the server hash.
    ServerReply permission =
        rooms.ask(command.room(), room -> RoomAccess.owner(room.state(), caller));
    if (permission instanceof Problem) {
      return permission;
    }
    return switch (passwords.make(command.password(), null)) {
      case RoomPasswords.Made.Refused refused -> refused.problem();
      case RoomPasswords.Made.Hash hash ->
          rooms.ask(command.room(), room -> change(room, caller, hash.value()));
    };
  }

  private ServerReply change(RoomTransaction room, Caller caller, @Nullable String hash) {
    ServerReply permission = RoomAccess.owner(room.state(), caller);
    if (permission instanceof Done) {
      room.setPasswordHash(hash);
      room.append(new PasswordChanged(caller.me().user(), hash != null));
      governance.record(room, caller, AuditAction.ROOM_PASSWORD_CHANGED, null, null);
    }
    return permission;
  }
}
