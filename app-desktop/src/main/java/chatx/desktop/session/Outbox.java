package chatx.desktop.session;

import chatx.desktop.storage.AccountStore;
import chatx.desktop.storage.OutboxEntry;
import chatx.desktop.storage.OutboxState;
import chatx.protocol.ClientKey;
import chatx.protocol.MessageAccepted;
import chatx.protocol.Problem;
import chatx.protocol.ProblemCode;
import chatx.protocol.RoomId;
import chatx.protocol.SendMessage;
import chatx.protocol.ServerReply;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Messages of one's own on their way: one at a time in each room, in the order they were written,
 * with the same key until they are answered. On the session's thread only.
 */
final class Outbox {
  /** A server that fails so often at the same message will go on doing so. */
  private static final int MOST_INTERNAL_FAILURES = 5;

  private final AccountStore store;
  private final Uplink uplink;
  private final SessionLoop loop;
  private final RandomGenerator random;
  private final ToLongFunction<RoomId> lastSeq;
  private final Consumer<OutboxEntry> told;

  /** All that are neither accepted nor deleted. */
  private final Map<ClientKey, OutboxEntry> entries = new LinkedHashMap<>();

  /** Accepted under a number, whose event has not come yet. */
  private final Map<ClientKey, Accepted> accepted = new LinkedHashMap<>();

  private final Map<RoomId, Lane> lanes = new HashMap<>();

  private record Accepted(OutboxEntry entry, long seq) {}

  /** The way to one room. */
  private static final class Lane {
    private final Deque<ClientKey> waiting = new ArrayDeque<>();
    private final ReconnectPolicy pauses;
    private @Nullable ClientKey sending;
    private SessionLoop.@Nullable Timer pause;
    private int internalFailures;

    private Lane(RandomGenerator random) {
      pauses = new ReconnectPolicy(random);
    }

    private void resume() {
      if (pause != null) {
        pause.cancel();
        pause = null;
      }
    }
  }

  Outbox(
      AccountStore store,
      Uplink uplink,
      SessionLoop loop,
      RandomGenerator random,
      ToLongFunction<RoomId> lastSeq,
      Consumer<OutboxEntry> told) {
    this.store = store;
    this.uplink = uplink;
    this.loop = loop;
    this.random = random;
    this.lastSeq = lastSeq;
    this.told = told;
  }

  void restore() {
    for (OutboxEntry kept : store.outbox()) {
      add(kept);
    }
  }

  /** Takes in a message that is kept on disk, or has failed because it could not be. */
  void add(OutboxEntry entry) {
    if (entries.putIfAbsent(entry.key(), entry) != null) {
      // Written while the outbox was being read from the disk.
      return;
    }
    told.accept(entry);
    if (entry.state() != OutboxState.FAILED) {
      Lane lane = lane(entry.room());
      lane.waiting.add(entry.key());
      send(lane);
    }
  }

  /** A person wants it tried again. */
  void retry(ClientKey key) {
    OutboxEntry entry = entries.get(key);
    if (entry == null) {
      return;
    }
    Lane lane = lane(entry.room());
    if (entry.state() == OutboxState.FAILED) {
      OutboxEntry again = entry.in(OutboxState.QUEUED, null);
      if (isOnDisk(entry)) {
        var _ = store.update(again);
      } else {
        Optional<Problem> problem = store.keep(again);
        if (problem.isPresent()) {
          change(entry, OutboxState.FAILED, problem.get());
          return;
        }
      }
      entries.put(key, again);
      told.accept(again);
      lane.waiting.add(key);
    }
    lane.resume();
    send(lane);
  }

  /** A person does not want it any more. One that is on its way can no longer be called back. */
  void discard(ClientKey key) {
    OutboxEntry entry = entries.get(key);
    if (entry == null || entry.state() == OutboxState.SENDING) {
      return;
    }
    entries.remove(key);
    lane(entry.room()).waiting.remove(key);
    change(entry, OutboxState.REMOVED, null);
  }

  void online() {
    List.copyOf(lanes.values())
        .forEach(lane -> {
          lane.resume();
          send(lane);
        });
  }

  /** The connection is gone: what was on its way may or may not have arrived. */
  void lost() {
    lanes
        .values()
        .forEach(lane -> {
          lane.resume();
          ClientKey sending = lane.sending;
          if (sending != null) {
            lane.sending = null;
            requeue(lane, sending, null);
          }
        });
  }

  /** The event of a message of one's own was told. */
  void posted(ClientKey key) {
    OutboxEntry entry = entries.remove(key);
    if (entry != null) {
      Lane lane = lane(entry.room());
      lane.waiting.remove(key);
      change(entry, OutboxState.ACCEPTED, null);
      told.accept(entry.in(OutboxState.REMOVED, null));
      next(lane, key);
    }
    Accepted answered = accepted.remove(key);
    if (answered != null) {
      told.accept(answered.entry().in(OutboxState.REMOVED, null));
    }
  }

  /** All events of the room up to a number are known, told or not. */
  void reached(RoomId room, long seq) {
    for (Accepted one : List.copyOf(accepted.values())) {
      if (one.entry().room().equals(room) && one.seq() <= seq) {
        accepted.remove(one.entry().key());
        told.accept(one.entry().in(OutboxState.REMOVED, null));
      }
    }
  }

  /** Nothing more can be sent to the room; what was not sent stays for its writer to copy. */
  void gone(RoomId room) {
    reached(room, Long.MAX_VALUE);
    Lane lane = lanes.remove(room);
    if (lane == null) {
      return;
    }
    lane.resume();
    Problem problem =
        new Problem(ProblemCode.NO_SUCH_ROOM, "You are no longer in this room.", null, null, null);
    List<ClientKey> left = new ArrayList<>(lane.waiting);
    if (lane.sending != null) {
      left.addFirst(lane.sending);
      lane.sending = null;
    }
    for (ClientKey key : left) {
      OutboxEntry entry = entries.get(key);
      if (entry != null) {
        change(entry, OutboxState.FAILED, problem);
      }
    }
  }

  private void send(Lane lane) {
    while (uplink.isOnline() && lane.sending == null && lane.pause == null) {
      ClientKey key = lane.waiting.poll();
      if (key == null) {
        return;
      }
      OutboxEntry entry = entries.get(key);
      if (entry != null) {
        lane.sending = key;
        OutboxEntry sending = entry.in(OutboxState.SENDING, null);
        entries.put(key, sending);
        told.accept(sending);
        uplink.request(
            new SendMessage(entry.room(), key, entry.body()), reply -> answered(lane, key, reply));
      }
    }
  }

  private void answered(Lane lane, ClientKey key, ServerReply reply) {
    OutboxEntry entry = entries.get(key);
    if (entry == null || !key.equals(lane.sending) || !uplink.isOnline()) {
      // Its event was here before, or the connection is gone and the message waits again.
      return;
    }
    switch (reply) {
      case MessageAccepted taken -> {
        entries.remove(key);
        accepted.put(key, new Accepted(entry, taken.seq()));
        change(entry, OutboxState.ACCEPTED, null);
        reached(entry.room(), lastSeq.applyAsLong(entry.room()));
        lane.pauses.ended(ReconnectPolicy.GOOD);
        next(lane, key);
      }
      case Problem problem when mayWorkLater(lane, problem) -> pause(lane, key, problem);
      case Problem problem -> {
        change(entry, OutboxState.FAILED, problem);
        next(lane, key);
      }
      default -> {
        change(
            entry,
            OutboxState.FAILED,
            new Problem(
                ProblemCode.INTERNAL, "The server answered something else.", null, null, null));
        next(lane, key);
      }
    }
  }

  private static boolean mayWorkLater(Lane lane, Problem problem) {
    return problem.code() == ProblemCode.INTERNAL
        ? ++lane.internalFailures < MOST_INTERNAL_FAILURES
        : problem.code().retryable();
  }

  private void pause(Lane lane, ClientKey key, Problem problem) {
    Long asked = problem.retryAfterMs();
    Duration wait = asked == null ? lane.pauses.nextWait() : ReconnectPolicy.asked(asked);
    lane.sending = null;
    requeue(lane, key, problem);
    lane.pause =
        loop.after(
            wait,
            () -> {
              lane.pause = null;
              send(lane);
            });
  }

  private void requeue(Lane lane, ClientKey key, @Nullable Problem problem) {
    OutboxEntry entry = entries.get(key);
    if (entry != null) {
      lane.waiting.addFirst(key);
      OutboxEntry again = entry.in(OutboxState.QUEUED, problem);
      entries.put(key, again);
      told.accept(again);
    }
  }

  private void next(Lane lane, ClientKey done) {
    if (done.equals(lane.sending)) {
      lane.sending = null;
      lane.internalFailures = 0;
    }
    send(lane);
  }

  private void change(OutboxEntry entry, OutboxState state, @Nullable Problem problem) {
    OutboxEntry changed = entry.in(state, problem);
    if (state == OutboxState.FAILED) {
      entries.put(entry.key(), changed);
    }
    var _ = store.update(changed);
    told.accept(changed);
  }

  private static boolean isOnDisk(OutboxEntry entry) {
    Problem problem = entry.problem();
    return problem == null || !AccountStore.THIS_COMPUTER.equals(problem.field());
  }

  private Lane lane(RoomId room) {
    return lanes.computeIfAbsent(room, _ -> new Lane(random));
  }
}
