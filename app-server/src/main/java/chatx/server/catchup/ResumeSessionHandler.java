package chatx.server.catchup;

import chatx.protocol.Limits;
import chatx.protocol.Problem;
import chatx.protocol.ProblemCode;
import chatx.protocol.ResumeSession;
import chatx.protocol.ResumeStatus;
import chatx.protocol.RoomId;
import chatx.protocol.RoomPosition;
import chatx.protocol.RoomResumed;
import chatx.protocol.ServerReply;
import chatx.protocol.SessionResumed;
import chatx.server.command.Access;
import chatx.server.command.Caller;
import chatx.server.command.SessionCommandHandler;
import chatx.server.problem.Problems;
import chatx.server.room.RoomDirectory;
import chatx.server.room.RoomStore;
import chatx.server.room.RoomTransaction;
import chatx.server.storage.Transactions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Catches up all rooms of the caller. */
final class ResumeSessionHandler implements SessionCommandHandler<ResumeSession> {
  /** Events in one answer; rooms beyond that are asked for one by one. */
  private static final int MOST_EVENTS = 2_000;

  private final Transactions transactions;
  private final RoomDirectory rooms;
  private final RoomStore store;
  private final CatchUp catchUp;

  ResumeSessionHandler(
      Transactions transactions, RoomDirectory rooms, RoomStore store, CatchUp catchUp) {
    this.transactions = transactions;
    this.rooms = rooms;
    this.store = store;
    this.catchUp = catchUp;
  }

  @Override
  public Class<ResumeSession> command() {
    return ResumeSession.class;
  }

  @Override
  public Access access() {
    return Access.SIGNED_IN;
  }

  @Override
  public ServerReply handle(Caller caller, ResumeSession command) {
    if (command.rooms().size() > Limits.RESUME_ROOMS) {
      return Problems.of(
          ProblemCode.TOO_LONG,
          "Resume at most " + Limits.RESUME_ROOMS + " rooms at once.",
          "data.rooms");
    }
    Map<RoomId, Long> positions = new LinkedHashMap<>();
    for (RoomPosition position : command.rooms()) {
      positions.put(position.room(), position.afterSeq());
    }
    List<RoomId> mine = transactions.read(tx -> store.roomsOf(tx, caller.me().id()));
    caller.holdEventsUntilReply();
    List<RoomResumed> answers = new ArrayList<>();
    int events = 0;
    for (Map.Entry<RoomId, Long> position : positions.entrySet()) {
      RoomId id = position.getKey();
      ServerReply reply =
          events >= MOST_EVENTS
              ? new RoomResumed(id, ResumeStatus.MORE, List.of(), null)
              : rooms.ask(id, room -> resume(room, caller, position.getValue()));
      switch (reply) {
        case RoomResumed resumed -> {
          events += resumed.events().size();
          answers.add(resumed);
        }
        case Problem problem when problem.code() == ProblemCode.NO_SUCH_ROOM ->
            answers.add(new RoomResumed(id, ResumeStatus.GONE, List.of(), null));
        default -> {
          // A room that cannot be read now: all of it is asked again.
          return reply;
        }
      }
    }
    for (RoomId id : mine) {
      if (!positions.containsKey(id)
          && rooms.ask(id, room -> enter(room, caller)) instanceof RoomResumed entered) {
        answers.add(entered);
      }
    }
    return new SessionResumed(answers);
  }

  private ServerReply resume(RoomTransaction room, Caller caller, long afterSeq) {
    if (room.state().member(caller.me().id()) == null) {
      return Problems.noSuchRoom();
    }
    ServerReply reply = catchUp.resume(room, caller, afterSeq);
    // A position this room never had: the client's memory of it is worthless.
    return reply instanceof Problem ? catchUp.resync(room, caller) : reply;
  }

  private ServerReply enter(RoomTransaction room, Caller caller) {
    return room.state().member(caller.me().id()) == null
        ? Problems.noSuchRoom()
        : catchUp.resync(room, caller);
  }
}
