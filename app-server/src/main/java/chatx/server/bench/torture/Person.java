package chatx.server.bench.torture;

import chatx.protocol.Authenticate;
import chatx.protocol.Authenticated;
import chatx.protocol.ClientKey;
import chatx.protocol.CloseReason;
import chatx.protocol.DurableEvent;
import chatx.protocol.EventFrame;
import chatx.protocol.LoggedEvent;
import chatx.protocol.MessageAccepted;
import chatx.protocol.Problem;
import chatx.protocol.ResumeRoom;
import chatx.protocol.ResumeSession;
import chatx.protocol.RoomId;
import chatx.protocol.RoomPosition;
import chatx.protocol.RoomResumed;
import chatx.protocol.SendMessage;
import chatx.protocol.ServerReply;
import chatx.protocol.SessionResumed;
import chatx.protocol.UserId;
import chatx.server.bench.torture.Violation.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who keeps to the protocol: writes down each message before it is sent, sends it again
 * with the same key until it is accepted, catches up after each sign-in, comes back with full
 * jitter. What survives a {@link #kill} is what was written down. Any thread.
 */
final class Person {
  /** The protocol's, but shorter, so that the next fault meets people who are back. */
  private static final long LONGEST_PAUSE_MILLIS = 1_000;

  private static final long FIRST_PAUSE_MILLIS = 50;

  /** Nobody types for ever what cannot be sent. */
  private static final int MOST_WAITING = 500;

  private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(5);

  /** What all people of a run share. */
  record World(Checker checker, Tally tally, LineOpener lines, Duration silence) {}

  /** A way to the server; null when there is none at the moment. */
  interface LineOpener {
    @Nullable Line open(BiConsumer<Line, EventFrame> onEvent) throws InterruptedException;
  }

  private final int number;
  private final UserId user;
  private final String token;
  private final World world;
  private final Random random;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // Guarded by lock.
  private final Map<RoomId, View> views = new LinkedHashMap<>();
  private final Map<ClientKey, Waiting> outbox = new LinkedHashMap<>();

  /** Accepted, but the disk does not know it yet. */
  private final Map<ClientKey, Waiting> acceptedUnsaved = new LinkedHashMap<>();

  private @Nullable Line line;
  private final Set<RoomId> behind = new HashSet<>();
  private boolean ready;
  private boolean wanted = true;
  private boolean over;
  private long written;
  private long longestWaitNanos;
  private long waitsSince = System.nanoTime();

  /** A message without an answer. */
  private static final class Waiting {
    final RoomId room;
    final ClientKey key;
    final String body;
    final long writtenAt = System.nanoTime();

    /** Not before then, of {@link System#nanoTime()}, it is sent again on the same connection. */
    long againAt;

    Waiting(RoomId room, ClientKey key, String body) {
      this.room = room;
      this.key = key;
      this.body = body;
    }
  }

  Person(int number, UserId user, String token, World world, long seed) {
    this.number = number;
    this.user = user;
    this.token = token;
    this.world = world;
    this.random = new Random(seed);
  }

  int number() {
    return number;
  }

  UserId user() {
    return user;
  }

  /** Is a member of this room and knows it up to there. */
  void enter(RoomId room, long base) {
    lock.lock();
    try {
      views.put(room, world.checker().view(number, room, base));
    } finally {
      lock.unlock();
    }
  }

  void start() {
    Thread.ofVirtual().name("person-" + number).start(this::live);
  }

  /** Leaves for good. */
  void stop() {
    lock.lock();
    try {
      over = true;
      changed.signalAll();
      hangUp();
    } finally {
      lock.unlock();
    }
  }

  /** Comes online or goes offline, as a user does. */
  void want(boolean online) {
    lock.lock();
    try {
      wanted = online;
      changed.signalAll();
      if (!online) {
        hangUp();
      }
    } finally {
      lock.unlock();
    }
  }

  /** The program dies, and starts again with what it had written down. */
  void kill() {
    lock.lock();
    try {
      if (line != null) {
        line.abort();
      }
      line = null;
      ready = false;
      Map<ClientKey, Waiting> disk = new LinkedHashMap<>(acceptedUnsaved);
      disk.putAll(outbox);
      outbox.clear();
      disk.forEach((key, waiting) -> outbox.put(key, new Waiting(waiting.room, key, waiting.body)));
      acceptedUnsaved.clear();
      views.values().forEach(View::fallBack);
    } finally {
      lock.unlock();
    }
  }

  /** Writes something to one of the rooms. */
  void write() {
    lock.lock();
    try {
      if (over || outbox.size() >= MOST_WAITING) {
        return;
      }
      List<RoomId> rooms = List.copyOf(views.keySet());
      RoomId room = rooms.get(random.nextInt(rooms.size()));
      ClientKey key = new ClientKey(new UUID(random.nextLong(), random.nextLong()));
      String body =
          "client " + number + " says " + ++written + " " + "x".repeat(random.nextInt(100));
      Waiting waiting = new Waiting(room, key, body);
      outbox.put(key, waiting);
      if (ready) {
        send(waiting);
        if (random.nextInt(100) == 0) {
          // A client that loses patience at once must do no harm either.
          send(waiting);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** What is to be done from time to time: saves, notices silence, sends again. */
  void tick() {
    lock.lock();
    try {
      long now = System.nanoTime();
      if (random.nextInt(4) == 0) {
        views.values().forEach(View::save);
        acceptedUnsaved.clear();
      }
      Line open = line;
      if (open == null) {
        return;
      }
      if (now - open.heardAt() > world.silence().toNanos()) {
        world.tally().count("connections given up as silent");
        open.abort();
      } else if (ready) {
        for (Waiting waiting : outbox.values()) {
          if (now - waiting.againAt >= 0) {
            send(waiting);
          }
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Signed in and caught up. */
  boolean isReady() {
    lock.lock();
    try {
      return ready;
    } finally {
      lock.unlock();
    }
  }

  /** The connection, if it is in use and the server was heard on it a moment ago. */
  @Nullable Line healthyLine() {
    lock.lock();
    try {
      Line open = line;
      return ready
              && open != null
              && System.nanoTime() - open.heardAt() < Duration.ofMillis(500).toNanos()
          ? open
          : null;
    } finally {
      lock.unlock();
    }
  }

  int waiting() {
    lock.lock();
    try {
      return outbox.size();
    } finally {
      lock.unlock();
    }
  }

  /**
   * The longest time that a message has waited for its answer since this was last asked, in nanos.
   */
  long takeLongestWait() {
    lock.lock();
    try {
      long now = System.nanoTime();
      long longest = longestWaitNanos;
      for (Waiting waiting : outbox.values()) {
        longest = Math.max(longest, waited(waiting, now));
      }
      longestWaitNanos = 0;
      waitsSince = now;
      return longest;
    } finally {
      lock.unlock();
    }
  }

  /** What it waited before the last look is not counted again. */
  private long waited(Waiting waiting, long now) {
    return now - Math.max(waiting.writtenAt, waitsSince);
  }

  private void hangUp() {
    if (line != null) {
      line.close();
    }
    line = null;
    ready = false;
  }

  private void live() {
    int tries = 0;
    try {
      while (awaitWanted()) {
        Line open = world.lines().open(this::event);
        if (open != null) {
          world.tally().count("connections opened");
          if (begin(open)) {
            int code = open.ended().join();
            world.tally().count("connections ended with " + code);
            if (code != Line.NO_CODE && !mayReturn(code)) {
              world
                  .checker()
                  .report(Kind.REFUSED, "client " + number + " was sent away with " + code);
            }
          }
          tries = over(open) ? 0 : tries;
        }
        tries = Math.min(tries + 1, 10);
        long most = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << tries);
        pause(random(most));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean mayReturn(int code) {
    for (CloseReason reason : CloseReason.values()) {
      if (reason.code() == code) {
        return reason.reconnect() || reason == CloseReason.NORMAL;
      }
    }
    return true;
  }

  private long random(long bound) {
    lock.lock();
    try {
      return random.nextLong(bound);
    } finally {
      lock.unlock();
    }
  }

  private boolean awaitWanted() throws InterruptedException {
    lock.lock();
    try {
      while (!wanted && !over) {
        changed.await();
      }
      return !over;
    } finally {
      lock.unlock();
    }
  }

  private void pause(long millis) throws InterruptedException {
    lock.lock();
    try {
      long left = Duration.ofMillis(millis).toNanos();
      while (left > 0 && !over) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean begin(Line open) {
    lock.lock();
    try {
      if (!wanted || over) {
        open.close();
        return false;
      }
      line = open;
      ready = false;
      behind.clear();
      open.ask(new Authenticate(token), reply -> ifCurrent(open, () -> authenticated(open, reply)));
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Whether it was in use when it ended; it is not any more. */
  private boolean over(Line open) {
    lock.lock();
    try {
      boolean was = line == open && ready;
      if (line == open) {
        line = null;
        ready = false;
      }
      return was;
    } finally {
      lock.unlock();
    }
  }

  /** A dead client, or one that has hung up, hears nothing any more. */
  private void ifCurrent(Line from, Runnable action) {
    lock.lock();
    try {
      if (line == from) {
        action.run();
      }
    } finally {
      lock.unlock();
    }
  }

  private void authenticated(Line open, ServerReply reply) {
    switch (reply) {
      case Authenticated _ -> {
        List<RoomPosition> positions = new ArrayList<>();
        views.forEach((room, view) -> positions.add(new RoomPosition(room, view.last())));
        behind.addAll(views.keySet());
        open.ask(
            new ResumeSession(positions), answer -> ifCurrent(open, () -> resumed(open, answer)));
      }
      case Problem problem when problem.code().retryable() -> giveUp(open, problem);
      default ->
          world
              .checker()
              .report(Kind.REFUSED, "client " + number + "'s sign-in was answered " + reply);
    }
  }

  private void resumed(Line open, ServerReply reply) {
    switch (reply) {
      case SessionResumed all -> all.rooms().forEach(room -> resumed(open, room));
      case RoomResumed room -> resumed(open, room);
      case Problem problem when problem.code().retryable() -> giveUp(open, problem);
      default ->
          world
              .checker()
              .report(Kind.REFUSED, "client " + number + "'s resume was answered " + reply);
    }
    if (behind.isEmpty() && !ready && line == open) {
      ready = true;
      world.tally().count("times caught up");
      outbox.values().forEach(this::send);
    }
  }

  private void resumed(Line open, RoomResumed resumed) {
    View view = Objects.requireNonNull(views.get(resumed.room()));
    for (LoggedEvent event : resumed.events()) {
      view.told(event, false);
    }
    switch (resumed.status()) {
      case LIVE -> behind.remove(resumed.room());
      case MORE ->
          open.ask(
              new ResumeRoom(resumed.room(), view.last()),
              answer -> ifCurrent(open, () -> resumed(open, answer)));
      case RESYNC -> {
        world.tally().count("fresh starts of a room");
        view.resynced(Objects.requireNonNull(resumed.state()).lastSeq());
        behind.remove(resumed.room());
      }
      case GONE -> {
        behind.remove(resumed.room());
        world.checker().report(Kind.REFUSED, "client " + number + " is told that its room is gone");
      }
    }
  }

  private void giveUp(Line open, Problem problem) {
    world.tally().count("answers " + problem.code().wireName());
    open.abort();
  }

  private void event(Line from, EventFrame frame) {
    if (frame.event() instanceof DurableEvent durable) {
      ifCurrent(
          from,
          () -> {
            View view = views.get(Objects.requireNonNull(frame.room()));
            if (view != null) {
              view.told(
                  new LoggedEvent(
                      Objects.requireNonNull(frame.seq()),
                      Objects.requireNonNull(frame.at()),
                      durable),
                  true);
            }
          });
    }
  }

  private void send(Waiting waiting) {
    Line open = Objects.requireNonNull(line);
    waiting.againAt = System.nanoTime() + ANSWER_PATIENCE.toNanos();
    world.checker().sent(number, waiting.room, waiting.key, waiting.body);
    open.ask(
        new SendMessage(waiting.room, waiting.key, waiting.body),
        reply -> ifCurrent(open, () -> answered(waiting, reply)));
  }

  private void answered(Waiting waiting, ServerReply reply) {
    switch (reply) {
      case MessageAccepted accepted -> {
        world.checker().accepted(number, waiting.key, accepted);
        if (outbox.remove(waiting.key) != null) {
          longestWaitNanos = Math.max(longestWaitNanos, waited(waiting, System.nanoTime()));
          acceptedUnsaved.put(waiting.key, waiting);
        }
      }
      case Problem problem when problem.code().retryable() -> {
        world.tally().count("answers " + problem.code().wireName());
        world.checker().putOff(number, waiting.key);
        long wait = problem.retryAfterMs() == null ? 100 : problem.retryAfterMs();
        waiting.againAt =
            System.nanoTime() + Duration.ofMillis(wait + random.nextInt(400)).toNanos();
      }
      case Problem problem -> {
        world.checker().refused(number, waiting.key, problem.code());
        outbox.remove(waiting.key);
      }
      default ->
          world
              .checker()
              .report(Kind.REFUSED, "client " + number + "'s message was answered " + reply);
    }
  }
}
