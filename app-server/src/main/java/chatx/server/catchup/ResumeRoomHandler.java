package chatx.server.catchup;

import chatx.protocol.ResumeRoom;
import chatx.protocol.ServerReply;
import chatx.server.command.Access;
import chatx.server.command.Caller;
import chatx.server.command.RoomCommandHandler;
import chatx.server.room.RoomTransaction;

/** Catches up one room. */
final class ResumeRoomHandler implements RoomCommandHandler<ResumeRoom> {
  private final CatchUp catchUp;

  ResumeRoomHandler(CatchUp catchUp) {
    this.catchUp = catchUp;
  }

  @Override
  public Class<ResumeRoom> command() {
    return ResumeRoom.class;
  }

  @Override
  public Access access() {
    return Access.MEMBER;
  }

  @Override
  public ServerReply handle(RoomTransaction room, Caller caller, ResumeRoom command) {
    return catchUp.resume(room, caller, command.afterSeq());
  }
}
