package chatx.server.membership;

import chatx.protocol.Done;
import chatx.protocol.ExitReason;
import chatx.protocol.LeaveRoom;
import chatx.protocol.MemberLeft;
import chatx.protocol.MemberRole;
import chatx.protocol.ProblemCode;
import chatx.protocol.ServerReply;
import chatx.protocol.UserId;
import chatx.server.command.Access;
import chatx.server.command.Caller;
import chatx.server.command.RoomCommandHandler;
import chatx.server.problem.Problems;
import chatx.server.room.Membership;
import chatx.server.room.RoomTransaction;

/** Ends the caller's own membership. */
final class LeaveRoomHandler implements RoomCommandHandler<LeaveRoom> {
  private final Governance governance;

  LeaveRoomHandler(Governance governance) {
    this.governance = governance;
  }

  @Override
  public Class<LeaveRoom> command() {
    return LeaveRoom.class;
  }

  @Override
  public Access access() {
    return Access.MEMBER;
  }

  @Override
  public ServerReply handle(RoomTransaction room, Caller caller, LeaveRoom command) {
    UserId me = caller.me().id();
    Membership mine = room.state().member(me);
    if (mine != null && mine.role() == MemberRole.OWNER) {
      return Problems.of(
          ProblemCode.OWNER_MUST_STAY,
          "The room is yours. Make another member its owner first, or delete the room.");
    }
    room.dismiss(me);
    room.append(new MemberLeft(caller.me().user()));
    governance.showOut(room, me, ExitReason.LEFT, null, caller);
    return new Done();
  }
}
