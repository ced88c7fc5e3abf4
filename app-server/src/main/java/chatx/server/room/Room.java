package chatx.server.room;

import chatx.protocol.EventFrame;
import chatx.protocol.LoggedEvent;
import chatx.protocol.RoomId;
import chatx.protocol.UserId;
import chatx.protocol.codec.FrameCodec;
import chatx.server.frame.EncodedFrame;
import chatx.server.mailbox.Mailbox;
import chatx.server.room.RoomTransaction.Effect;
import chatx.server.storage.StorageException;
import chatx.server.storage.Transactions;
import chatx.server.storage.Tx;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One room: the only writer of its log. All tasks that wait share one transaction and one durable
 * write; what they append is told to the subscribers after that, in order, encoded once.
 *
 * <p>Everything but the mailbox belongs to the mailbox's thread.
 */
final class Room {
  private static final Logger log = LoggerFactory.getLogger(Room.class);

  /** Tasks that may wait in a room; more are refused as busy. */
  private static final int CAPACITY = 10_000;

  private static final int GAP_PAGE = 500;

  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  /** What goes to a subscriber in one piece; its outbox takes or refuses it as a whole. */
  private static final int PIECE_BYTES = 8 << 10;

  private final RoomId id;
  private final Ground ground;
  private final Mailbox<RoomTask> mailbox;
  private final List<Subscriber> subscribers = new ArrayList<>();

  /** Null before the first task and after another writer was here. */
  private @Nullable RoomSnapshot state;

  /** The last number the subscribers were told. Behind the state when a durable write failed. */
  private long delivered;

  /** Whether a {@link LookAgain} is on its way. */
  private boolean lookingAgain;

  /** What may be told; see {@link RoomDirectory#durableUpTo}. Written by the mailbox's thread. */
  private volatile long durableUpTo = Long.MAX_VALUE;

  /** Whether a commit failed and may have taken place all the same. */
  private boolean uncertain;

  /** Whether something was committed that is not known to survive a power cut. */
  private boolean owes;

  /** What all rooms share. */
  record Ground(
      Transactions transactions,
      RoomStore store,
      RoomLog log,
      FrameCodec codec,
      Durability durability,
      Clock clock,
      Consumer<Room> forget) {}

  Room(RoomId id, Ground ground) {
    this.id = id;
    this.ground = ground;
    this.mailbox = new Mailbox<>("room-" + id, CAPACITY, this::drain);
  }

  RoomId id() {
    return id;
  }

  long durableUpTo() {
    return durableUpTo;
  }

  Mailbox.Offer offer(RoomTask task) {
    return mailbox.offer(task);
  }

  Mailbox.Offer insist(RoomTask task) {
    return mailbox.insist(task);
  }

  private void drain(List<RoomTask> batch) {
    try {
      runAll(batch);
    } finally {
      // A room nobody listens to is kept by the database alone.
      if (subscribers.isEmpty() && !uncertain && !owes && mailbox.closeIfEmpty()) {
        ground.forget().accept(this);
      }
    }
  }

  private void runAll(List<RoomTask> batch) {
    RuntimeException first = attempt(batch, false);
    RuntimeException failure = isConflict(first) ? attempt(batch, true) : first;
    if (failure == null) {
      return;
    }
    if (failure instanceof NotDurable notDurable) {
      batch.forEach(task -> task.failed(notDurable.reason()));
    } else if (Transactions.isAway(failure)) {
      // Each by itself would wait for the database once more.
      batch.forEach(task -> task.failed(failure));
    } else if (batch.size() == 1 && !(failure instanceof StaleRoomException)) {
      batch.getFirst().failed(failure);
    } else {
      // One bad task must not spoil the others, so each gets a transaction of its own.
      for (RoomTask task : batch) {
        RuntimeException own = attempt(List.of(task), true);
        if (own instanceof StaleRoomException || isConflict(own)) {
          own = attempt(List.of(task), true);
        }
        if (own != null) {
          task.failed(own instanceof NotDurable notDurable ? notDurable.reason() : own);
        }
      }
    }
  }

  private static boolean isConflict(@Nullable RuntimeException failure) {
    return failure instanceof StorageException storage
        && storage.kind() == StorageException.Kind.CONFLICT;
  }

  /**
   * Null when all went well; otherwise nobody was told anything.
   *
   * @param looksBack see {@link RoomTransaction#looksBack}
   */
  private @Nullable RuntimeException attempt(List<RoomTask> batch, boolean looksBack) {
    RoomTransaction room;
    RoomSnapshot known;
    boolean committing = false;
    // Before a statement: a sync waits for the end of transactions that have begun.
    RuntimeException debt = settleOwed();
    if (owes && debt != null) {
      // Nothing is answered from rows that a power cut may still take back.
      return debt;
    }
    owes = false;
    try (Tx tx = ground.transactions().begin()) {
      if (uncertain) {
        ground.durability().settleEverything();
        uncertain = false;
      }
      durableUpTo = Long.MAX_VALUE;
      known = current(tx);
      if (known == null) {
        batch.forEach(RoomTask::absent);
        return null;
      }
      room =
          new RoomTransaction(
              ground.store(), ground.log(), tx, known, ground.clock().instant(), looksBack);
      for (RoomTask task : batch) {
        task.run(room);
      }
      if (room.isChanged()) {
        ground.transactions().requireSpace();
        if (debt != null) {
          // More is not committed while anybody owes.
          throw debt;
        }
      }
      room.flush();
      committing = true;
      if (room.isChanged()) {
        durableUpTo = known.lastSeq();
      }
      tx.commit();
    } catch (StaleRoomException e) {
      state = null;
      return e;
    } catch (RuntimeException e) {
      if (committing) {
        // Whether it took place the database alone knows.
        state = null;
        uncertain = true;
        lookAgainSoon();
      }
      return Transactions.translated(e);
    }
    state = room.state();
    List<byte[]> frames = encode(room.appended());
    try {
      makeDurable(room, frames);
    } catch (RuntimeException e) {
      owes = true;
      lookAgainSoon();
      return new NotDurable(e);
    }
    durableUpTo = Long.MAX_VALUE;
    apply(room, frames);
    return null;
  }

  /** Why something is still owed, by whomever; null when nothing is. */
  private @Nullable RuntimeException settleOwed() {
    try {
      ground.durability().settleOwed();
      return null;
    } catch (RuntimeException e) {
      return e;
    }
  }

  /** The state to build on, with subscribers told of everything up to it. */
  private @Nullable RoomSnapshot current(Tx tx) {
    RoomSnapshot known = state;
    if (known == null) {
      known = ground.store().load(tx, id);
      if (known == null) {
        return null;
      }
      if (subscribers.isEmpty()) {
        delivered = known.lastSeq();
      }
      state = known;
    }
    while (delivered < known.lastSeq()) {
      List<LoggedEvent> gap = ground.log().read(tx, id, delivered, GAP_PAGE);
      if (gap.isEmpty()) {
        delivered = known.lastSeq();
      }
      for (LoggedEvent event : gap) {
        delivered = event.seq();
        fanOut(EncodedFrame.text(ground.codec().encode(EventFrame.durable(id, event))));
      }
    }
    return known;
  }

  /** Has the subscribers told of what may have been committed, though nobody asks for it again. */
  private void lookAgainSoon() {
    if (!lookingAgain) {
      lookingAgain = true;
      Thread.ofVirtual()
          .name("look-again-" + id)
          .start(() -> {
            LockSupport.parkNanos(this, LOOK_AGAIN.toNanos());
            var _ = mailbox.insist(new LookAgain());
          });
    }
  }

  private void makeDurable(RoomTransaction room, List<byte[]> frames) {
    if (!room.isChanged()) {
      return;
    }
    if (room.hasOnlyMessages()) {
      ground.durability().settleMessages(frames);
    } else {
      ground.durability().settleEverything();
    }
  }

  private void apply(RoomTransaction room, List<byte[]> frames) {
    Deliveries deliveries = new Deliveries();
    for (Effect effect : room.effects()) {
      switch (effect) {
        case Effect.Deliver deliver -> deliveries.add(deliver.event().seq(), frames);
        case Effect.Run run -> deliveries.then(run.action());
        // Who comes or goes gets what is before or behind it, and nothing else.
        case Effect.Tell tell -> {
          deliveries.flush();
          if (!subscribers.isEmpty()) {
            fanOut(EncodedFrame.text(ground.codec().encode(EventFrame.fleeting(id, tell.event()))));
          }
        }
        case Effect.Subscribe subscribe -> {
          deliveries.flush();
          subscribe(subscribe.subscriber());
        }
        case Effect.Unsubscribe unsubscribe -> {
          deliveries.flush();
          unsubscribe(unsubscribe.subscriber()::equals);
        }
        case Effect.UnsubscribeUser user -> {
          deliveries.flush();
          unsubscribe(user.user());
        }
        case Effect.UnsubscribeAll _ -> {
          deliveries.flush();
          unsubscribe(_ -> true);
        }
      }
    }
    deliveries.flush();
  }

  /**
   * Events that all subscribers get next to each other go to each of them in one piece, so that it
   * costs the same as one event; the answers to their senders follow.
   */
  private final class Deliveries {
    private final List<EncodedFrame> events = new ArrayList<>();
    private final List<Runnable> answers = new ArrayList<>();
    private int next;
    private int bytes;

    void add(long seq, List<byte[]> frames) {
      EncodedFrame frame = EncodedFrame.text(frames.get(next++));
      if (bytes + frame.length() > PIECE_BYTES) {
        tellAll();
      }
      events.add(frame);
      bytes += frame.length();
      delivered = seq;
    }

    void then(Runnable action) {
      if (events.isEmpty() && answers.isEmpty()) {
        run(action);
      } else {
        answers.add(action);
      }
    }

    void flush() {
      tellAll();
      answers.forEach(Room.this::run);
      answers.clear();
    }

    private void tellAll() {
      if (!events.isEmpty()) {
        fanOut(EncodedFrame.joined(events));
        events.clear();
        bytes = 0;
      }
    }
  }

  /** What one task does in the end must not keep the others from theirs. */
  private void run(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      log.error("an action after a commit in room {} failed", id, e);
    }
  }

  private List<byte[]> encode(List<RoomLog.Entry> entries) {
    List<byte[]> frames = new ArrayList<>(entries.size());
    for (RoomLog.Entry entry : entries) {
      frames.add(ground.codec().encode(id, entry.event(), entry.data()));
    }
    return frames;
  }

  private void fanOut(EncodedFrame frame) {
    for (Subscriber subscriber : subscribers) {
      subscriber.offer(frame);
    }
  }

  private void subscribe(Subscriber subscriber) {
    if (!subscribers.contains(subscriber) && subscriber.attached(id)) {
      subscribers.add(subscriber);
    }
  }

  private void unsubscribe(UserId user) {
    unsubscribe(subscriber -> subscriber.user().equals(user));
  }

  private void unsubscribe(Predicate<Subscriber> which) {
    subscribers.removeIf(subscriber -> {
      boolean leaves = which.test(subscriber);
      if (leaves) {
        subscriber.detached(id);
      }
      return leaves;
    });
  }

  /** Reading the room is all: whoever reads it tells its subscribers what they have missed. */
  private final class LookAgain implements RoomTask {
    @Override
    public void run(RoomTransaction room) {
      lookingAgain = false;
    }

    @Override
    public void absent() {
      lookingAgain = false;
    }

    @Override
    public void failed(RuntimeException cause) {
      lookingAgain = false;
      lookAgainSoon();
    }
  }

  /** Committed, but not known to survive a power cut, so nobody may be told yet. */
  private static final class NotDurable extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final RuntimeException reason;

    NotDurable(RuntimeException reason) {
      super(reason);
      this.reason = reason;
    }

    RuntimeException reason() {
      return reason;
    }
  }
}
