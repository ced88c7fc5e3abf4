package chatx.server.catchup;

import chatx.protocol.Limits;
import chatx.protocol.LoggedEvent;
import chatx.protocol.MessagePosted;
import chatx.protocol.ProblemCode;
import chatx.protocol.ResumeStatus;
import chatx.protocol.RoomResumed;
import chatx.protocol.ServerReply;
import chatx.server.command.Caller;
import chatx.server.command.ConnectionDirectory;
import chatx.server.command.RoomStates;
import chatx.server.problem.Problems;
import chatx.server.room.RoomTransaction;
import java.util.List;

/**
 * What a client has missed in a room. Since the room is the only writer of its log, reading the
 * rest and subscribing in one task leaves no gap and no overlap.
 */
final class CatchUp {
  /** Further behind than this a fresh start is cheaper for both sides. */
  private static final long RESYNC_ABOVE = 10_000;

  /** Text in one page, so that pages never fill an outbox by themselves. */
  private static final int PAGE_BYTES = 256 * 1024;

  private static final int MOST_BYTES_PER_CHAR = 3;

  private final ConnectionDirectory connections;

  CatchUp(ConnectionDirectory connections) {
    this.connections = connections;
  }

  ServerReply resume(RoomTransaction room, Caller caller, long afterSeq) {
    long last = room.state().lastSeq();
    if (afterSeq < 0 || afterSeq > last) {
      return Problems.of(
          ProblemCode.BAD_SEQ,
          "The room has events 1 to " + last + ". Open it anew with room.open.",
          "data.afterSeq");
    }
    if (last - afterSeq > RESYNC_ABOVE) {
      return resync(room, caller);
    }
    List<LoggedEvent> missed =
        afterSeq == last ? List.of() : withinBytes(room.read(afterSeq, Limits.RESUME_PAGE));
    if (missed.size() < last - afterSeq) {
      return new RoomResumed(room.state().id(), ResumeStatus.MORE, missed, null);
    }
    room.subscribe(caller);
    return new RoomResumed(room.state().id(), ResumeStatus.LIVE, missed, null);
  }

  /** As many from the front as fit into a page; at least one. */
  private static List<LoggedEvent> withinBytes(List<LoggedEvent> events) {
    int bytes = 0;
    for (int i = 0; i < events.size(); i++) {
      if (events.get(i).event() instanceof MessagePosted posted) {
        bytes += posted.body().length() * MOST_BYTES_PER_CHAR;
      }
      if (bytes > PAGE_BYTES && i > 0) {
        return events.subList(0, i);
      }
    }
    return events;
  }

  /** Starts the client anew. */
  RoomResumed resync(RoomTransaction room, Caller caller) {
    room.subscribe(caller);
    return new RoomResumed(
        room.state().id(),
        ResumeStatus.RESYNC,
        List.of(),
        RoomStates.of(room.state(), connections, caller.me().id()));
  }
}
