package chatx.desktop.session;

import chatx.protocol.ClientCommand;
import chatx.protocol.Limits;
import chatx.protocol.OpenRoom;
import chatx.protocol.Problem;
import chatx.protocol.ResumeRoom;
import chatx.protocol.ResumeSession;
import chatx.protocol.RoomId;
import chatx.protocol.RoomJoined;
import chatx.protocol.RoomPosition;
import chatx.protocol.RoomResumed;
import chatx.protocol.ServerReply;
import chatx.protocol.SessionResumed;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Brings every room up to date on a new connection, and closes the gaps of one that is open. On the
 * session's thread only.
 */
final class CatchUp {
  /** Rooms that are read at once: a server limits how fast one client may ask. */
  private static final int AT_ONCE = 4;

  private static final Duration AGAIN = Duration.ofSeconds(1);

  /**
   * Rooms whose presence is asked for after a resume, which does not tell it: a state may be some
   * 50 KB. Of the others it is learnt when somebody sends {@code room.open}.
   */
  private static final int MOST_REFRESHED = 100;

  private final Rooms rooms;
  private final Uplink uplink;
  private final SessionLoop loop;
  private final Runnable caughtUp;

  /** Behind, and waiting for their turn. */
  private final Set<RoomId> behind = new LinkedHashSet<>();

  private final Set<RoomId> reading = new HashSet<>();

  /** Whose presence may be out of date. */
  private final Deque<RoomId> presenceOf = new ArrayDeque<>();

  private boolean named;

  /** Counts connections; what belongs to an earlier one is left alone. */
  private int round;

  /**
   * @param caughtUp runs once for each connection, when all rooms are up to date
   */
  CatchUp(Rooms rooms, Uplink uplink, SessionLoop loop, Runnable caughtUp) {
    this.rooms = rooms;
    this.uplink = uplink;
    this.loop = loop;
    this.caughtUp = caughtUp;
  }

  void start() {
    stop();
    resume(rooms.positions());
  }

  /** The connection is gone. */
  void stop() {
    round++;
    named = false;
    behind.clear();
    reading.clear();
    presenceOf.clear();
    rooms.disconnected();
  }

  /** Events are missing in a room. */
  void closeGap(RoomId room) {
    if (!reading.contains(room)) {
      behind.add(room);
      read();
    }
  }

  private void resume(List<RoomPosition> all) {
    List<RoomPosition> first = all.subList(0, Math.min(all.size(), Limits.RESUME_ROOMS));
    List<RoomPosition> rest = all.subList(first.size(), all.size());
    ask(
        new ResumeSession(List.copyOf(first)),
        reply -> {
          switch (reply) {
            case SessionResumed resumed -> {
              Set<RoomId> asked = new HashSet<>();
              first.forEach(position -> asked.add(position.room()));
              for (RoomResumed room : resumed.rooms()) {
                // A room of the rest comes with a state, as if it were new: its turn comes.
                if (asked.contains(room.room()) || !rooms.knows(room.room())) {
                  resumed(room);
                }
              }
              if (rest.isEmpty()) {
                named = true;
                read();
              } else {
                resume(rest);
              }
            }
            case Problem problem when problem.code().retryable() ->
                later(problem, () -> resume(all));
            default -> uplink.giveUp(Trouble.BROKEN);
          }
        });
  }

  private void resumed(RoomResumed resumed) {
    RoomId room = resumed.room();
    switch (resumed.status()) {
      case LIVE -> {
        if (resumed.state() != null && !rooms.knows(room)) {
          rooms.replace(resumed.state());
        } else {
          rooms.missed(room, resumed.events());
          rooms.subscribed(room);
          if (presenceOf.size() < MOST_REFRESHED) {
            presenceOf.add(room);
          }
        }
        if (rooms.hasGap(room)) {
          open(room);
        }
      }
      case MORE -> {
        rooms.missed(room, resumed.events());
        behind.add(room);
      }
      case RESYNC -> {
        if (resumed.state() == null) {
          uplink.giveUp(Trouble.BROKEN);
        } else {
          rooms.replace(resumed.state());
        }
      }
      case GONE -> rooms.gone(room, null, null);
    }
  }

  private void read() {
    while (reading.size() < AT_ONCE && !behind.isEmpty()) {
      RoomId room = behind.iterator().next();
      behind.remove(room);
      if (rooms.knows(room)) {
        reading.add(room);
        ask(new ResumeRoom(room, rooms.lastSeq(room)), reply -> answered(room, reply));
      }
    }
    if (named && reading.isEmpty() && behind.isEmpty() && !uplink.isOnline()) {
      caughtUp.run();
      refreshPresence();
    }
  }

  private void answered(RoomId room, ServerReply reply) {
    reading.remove(room);
    switch (reply) {
      case RoomResumed resumed -> resumed(resumed);
      case Problem problem -> refused(room, problem);
      default -> uplink.giveUp(Trouble.BROKEN);
    }
    read();
  }

  private void refused(RoomId room, Problem problem) {
    switch (problem.code()) {
      case NO_SUCH_ROOM, ROOM_GONE -> rooms.gone(room, null, null);
      case BAD_SEQ -> open(room);
      default -> {
        if (problem.code().retryable()) {
          reading.add(room);
          later(
              problem,
              () -> {
                reading.remove(room);
                closeGap(room);
              });
        } else {
          uplink.giveUp(Trouble.BROKEN);
        }
      }
    }
  }

  /** Starts the room anew, where the server never had what this client knows, or has a hole. */
  private void open(RoomId room) {
    reading.add(room);
    ask(
        new OpenRoom(room),
        reply -> {
          reading.remove(room);
          switch (reply) {
            case RoomJoined joined -> rooms.replace(joined.state());
            case Problem problem -> refused(room, problem);
            default -> uplink.giveUp(Trouble.BROKEN);
          }
          read();
        });
  }

  /** Events do not say who came and went meanwhile; one room after the other. */
  private void refreshPresence() {
    RoomId room = presenceOf.poll();
    if (room == null) {
      return;
    }
    if (!rooms.knows(room)) {
      refreshPresence();
      return;
    }
    ask(
        new OpenRoom(room),
        reply -> {
          if (reply instanceof RoomJoined joined) {
            rooms.answered(joined.state());
          } else if (reply instanceof Problem problem && problem.code().retryable()) {
            presenceOf.add(room);
            later(problem, this::refreshPresence);
            return;
          }
          refreshPresence();
        });
  }

  /** Answers of an earlier connection are not heard. */
  private void ask(ClientCommand command, Consumer<ServerReply> answer) {
    int now = round;
    uplink.request(
        command,
        reply -> {
          if (now == round) {
            answer.accept(reply);
          }
        });
  }

  private void later(Problem problem, Runnable again) {
    int now = round;
    Long asked = problem.retryAfterMs();
    var _ =
        loop.after(
            asked == null ? AGAIN : ReconnectPolicy.asked(asked),
            () -> {
              if (now == round) {
                again.run();
              }
            });
  }
}
