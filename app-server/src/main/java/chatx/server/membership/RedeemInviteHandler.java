package chatx.server.membership;

import chatx.protocol.Invite;
import chatx.protocol.Problem;
import chatx.protocol.ProblemCode;
import chatx.protocol.RedeemInvite;
import chatx.protocol.RoomId;
import chatx.protocol.ServerReply;
import chatx.server.command.Access;
import chatx.server.command.Caller;
import chatx.server.command.SessionCommandHandler;
import chatx.server.invite.Invites;
import chatx.server.problem.Problems;
import chatx.server.room.RoomDirectory;
import chatx.server.room.RoomTransaction;
import java.util.function.Function;

/** Makes the caller a member by an invite, whatever the room's password. */
final class RedeemInviteHandler implements SessionCommandHandler<RedeemInvite> {
  private final RoomDirectory rooms;
  private final Invites invites;
  private final BanStore bans;
  private final Admission admission;

  RedeemInviteHandler(RoomDirectory rooms, Invites invites, BanStore bans, Admission admission) {
    this.rooms = rooms;
    this.invites = invites;
    this.bans = bans;
    this.admission = admission;
  }

  @Override
  public Class<RedeemInvite> command() {
    return RedeemInvite.class;
  }

  @Override
  public Access access() {
    return Access.SIGNED_IN;
  }

  @Override
  public ServerReply handle(Caller caller, RedeemInvite command) {
    return switch (invites.look(command.token(), caller.address())) {
      case Invites.Found.Refused(Problem problem, Invite over) ->
          over == null || over.room() == null
              ? problem
              : in(over.room(), caller, room -> openOr(problem, room, caller));
      case Invites.Found.Valid(Invite invite) ->
          invite.room() == null
              ? Problems.of(
                  ProblemCode.INVITE_WITHOUT_ROOM,
                  "This invite is to the server alone, and you are on it already.")
              : in(invite.room(), caller, room -> enter(room, caller, invite));
    };
  }

  private ServerReply in(RoomId room, Caller caller, Function<RoomTransaction, ServerReply> work) {
    caller.holdEventsUntilReply();
    ServerReply reply = rooms.ask(room, work);
    return reply instanceof Problem problem && problem.code() == ProblemCode.NO_SUCH_ROOM
        ? Problems.roomGone()
        : reply;
  }

  /** A link that is over still leads its members to their room. */
  private ServerReply openOr(Problem problem, RoomTransaction room, Caller caller) {
    return room.state().member(caller.me().id()) == null ? problem : admission.open(room, caller);
  }

  private ServerReply enter(RoomTransaction room, Caller caller, Invite invite) {
    if (room.state().member(caller.me().id()) != null) {
      return admission.open(room, caller);
    }
    if (bans.isBanned(room.tx(), room.state().id(), caller.me().id())) {
      return JoinRoomHandler.banned();
    }
    Problem refusal = invites.take(room.tx(), invite.id(), caller.me().id(), caller.address());
    return refusal == null ? admission.admit(room, caller) : refusal;
  }
}
