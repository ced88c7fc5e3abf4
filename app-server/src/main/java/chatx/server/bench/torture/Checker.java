package chatx.server.bench.torture;

import chatx.protocol.ClientKey;
import chatx.protocol.LoggedEvent;
import chatx.protocol.MessageAccepted;
import chatx.protocol.MessagePosted;
import chatx.protocol.ProblemCode;
import chatx.protocol.RoomId;
import chatx.server.bench.torture.MessageTrail.Step;
import chatx.server.bench.torture.Violation.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Knows everything that the clients sent, were answered and were told, and says what of it breaks a
 * promise: some of it at once, the rest when it is shown what is stored. Any thread.
 */
final class Checker {
  /** Violations that are kept with their history; more are only counted. */
  private static final int KEPT = 200;

  private final LongSupplier millis;
  private final ConcurrentHashMap<ClientKey, MessageTrail> messages = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<RoomId, Map<Long, LoggedEvent>> told = new ConcurrentHashMap<>();
  private final List<View> views = new CopyOnWriteArrayList<>();
  private final List<Violation> violations = new ArrayList<>();
  private final Map<Kind, Long> found = new EnumMap<>(Kind.class);
  private final AtomicLong attempts = new AtomicLong();
  private final AtomicLong accepted = new AtomicLong();
  private final AtomicLong repeatedAnswers = new AtomicLong();
  private final AtomicLong deliveries = new AtomicLong();

  /**
   * @param millis since the run began
   */
  Checker(LongSupplier millis) {
    this.millis = millis;
  }

  /** What one client was shown of one room; it begins behind {@code base}. */
  View view(int client, RoomId room, long base) {
    View view = new View(this, client, room, base);
    views.add(view);
    return view;
  }

  /** A client puts it on the wire, for the first time or again. */
  void sent(int client, RoomId room, ClientKey key, String body) {
    attempts.incrementAndGet();
    messages
        .computeIfAbsent(key, _ -> new MessageTrail(key, room, body))
        .add(Step.SENT, client, millis.getAsLong());
  }

  void accepted(int client, ClientKey key, MessageAccepted answer) {
    MessageTrail trail = messages.get(key);
    if (trail == null) {
      report(Kind.CHANGED, "client " + client + " has an answer to a message nobody sent", null);
      return;
    }
    trail.add(Step.ACCEPTED, client, millis.getAsLong());
    if (trail.answer() == null) {
      accepted.incrementAndGet();
    } else {
      repeatedAnswers.incrementAndGet();
    }
    MessageAccepted other = trail.answer(answer);
    if (other != null) {
      report(
          Kind.TWO_ANSWERS,
          "one client key was answered with seq " + other.seq() + " and with seq " + answer.seq(),
          trail);
    }
  }

  /** A refusal after which the client may try the same again. */
  void putOff(int client, ClientKey key) {
    MessageTrail trail = messages.get(key);
    if (trail != null) {
      trail.add(Step.PUT_OFF, client, millis.getAsLong());
    }
  }

  /** A refusal that no message of the program deserves. */
  void refused(int client, ClientKey key, ProblemCode code) {
    report(
        Kind.REFUSED,
        "client " + client + "'s message was refused as " + code.wireName(),
        messages.get(key));
  }

  void report(Kind kind, String what) {
    report(kind, what, null);
  }

  /** Somebody was told an event of a room, live or while catching up. */
  void told(int client, RoomId room, LoggedEvent event, boolean live) {
    deliveries.incrementAndGet();
    MessageTrail trail = trailOf(event);
    if (trail != null) {
      trail.add(live ? Step.TOLD : Step.CAUGHT_UP, client, millis.getAsLong());
    }
    LoggedEvent known =
        told.computeIfAbsent(room, _ -> new ConcurrentHashMap<>()).putIfAbsent(event.seq(), event);
    if (known == null) {
      checkIsSent(room, event, trail);
      long other = trail == null ? 0 : trail.seen(event.seq());
      if (other != 0) {
        report(
            Kind.DOUBLED,
            "one message was told as seq " + other + " and as seq " + event.seq(),
            trail);
      }
    } else if (!known.equals(event)) {
      report(
          Kind.REORDERED,
          "client %d was told another event as seq %d of room %s than others: %s, they %s"
              .formatted(client, event.seq(), room, event.event(), known.event()),
          trail);
    }
  }

  void report(Kind kind, String what, @Nullable MessageTrail about) {
    synchronized (violations) {
      found.merge(kind, 1L, Long::sum);
      if (violations.size() < KEPT) {
        violations.add(
            new Violation(
                kind,
                "at %,d ms: %s".formatted(millis.getAsLong(), what),
                about == null ? List.of() : about.lines()));
      }
    }
  }

  @Nullable MessageTrail trail(RoomId room, long seq) {
    LoggedEvent event = told.getOrDefault(room, Map.of()).get(seq);
    return event == null ? null : trailOf(event);
  }

  /**
   * Holds everything against what a room's log says, which is taken for the truth from then on.
   *
   * @param stored all of it, in the order in which it was given out
   */
  void verify(RoomId room, List<LoggedEvent> stored) {
    Map<ClientKey, Long> places = new HashMap<>();
    Map<Long, LoggedEvent> bySeq = new HashMap<>();
    long expected = 1;
    for (LoggedEvent event : stored) {
      if (event.seq() != expected) {
        report(
            Kind.HOLE,
            "room %s stores seq %d where %d is due".formatted(room, event.seq(), expected),
            trailOf(event));
      }
      expected = event.seq() + 1;
      bySeq.put(event.seq(), event);
      if (event.event() instanceof MessagePosted posted) {
        Long other = places.putIfAbsent(posted.clientKey(), event.seq());
        if (other != null) {
          report(
              Kind.DOUBLED,
              "room %s stores one message as seq %d and as seq %d"
                  .formatted(room, other, event.seq()),
              trailOf(event));
        }
        checkIsSent(room, event, trailOf(event));
      }
    }
    told.getOrDefault(room, Map.of())
        .forEach((seq, event) -> verifyTold(room, event, bySeq.get(seq)));
    for (MessageTrail trail : messages.values()) {
      if (trail.room().equals(room)) {
        verifyAccepted(trail, bySeq);
      }
    }
    long last = expected - 1;
    for (View view : views) {
      if (view.room().equals(room) && view.last() < last) {
        LoggedEvent missed = bySeq.get(view.last() + 1);
        report(
            Kind.UNSEEN,
            "client %d has seen room %s up to seq %d, and %d are stored"
                .formatted(view.client(), room, view.last(), last),
            missed == null ? null : trailOf(missed));
      }
    }
  }

  /** Everything must have been answered by now. */
  void verifyAllAnswered() {
    for (MessageTrail trail : messages.values()) {
      if (trail.answer() == null) {
        report(Kind.UNANSWERED, "a message was never accepted", trail);
      }
    }
  }

  /** The first ones, in the order in which they were found. */
  List<Violation> violations() {
    synchronized (violations) {
      return List.copyOf(violations);
    }
  }

  /** How many there are of each kind, more than are kept included. */
  Map<Kind, Long> found() {
    synchronized (violations) {
      return new EnumMap<>(found);
    }
  }

  long messages() {
    return messages.size();
  }

  long attempts() {
    return attempts.get();
  }

  /** Messages that have been acknowledged at least once. */
  long accepted() {
    return accepted.get();
  }

  long repeatedAnswers() {
    return repeatedAnswers.get();
  }

  long deliveries() {
    return deliveries.get();
  }

  List<View> views() {
    return views;
  }

  private void verifyTold(RoomId room, LoggedEvent event, @Nullable LoggedEvent stored) {
    if (stored == null) {
      report(
          Kind.UNSTORED,
          "seq %d of room %s was told and is not stored: %s"
              .formatted(event.seq(), room, event.event()),
          trailOf(event));
    } else if (!stored.equals(event)) {
      report(
          Kind.REORDERED,
          "seq %d of room %s was told as %s and is stored as %s"
              .formatted(event.seq(), room, event.event(), stored.event()),
          trailOf(event));
    }
  }

  private void verifyAccepted(MessageTrail trail, Map<Long, LoggedEvent> bySeq) {
    MessageAccepted answer = trail.answer();
    if (answer == null) {
      return;
    }
    LoggedEvent stored = bySeq.get(answer.seq());
    boolean there =
        stored != null
            && stored.event() instanceof MessagePosted posted
            && posted.clientKey().equals(trail.key())
            && posted.id().equals(answer.id())
            && stored.at().equals(answer.at());
    if (!there) {
      report(
          Kind.LOST,
          "a message was acknowledged as seq %d, where %s is stored"
              .formatted(answer.seq(), stored == null ? "nothing" : stored.event()),
          trail);
    }
  }

  private void checkIsSent(RoomId room, LoggedEvent event, @Nullable MessageTrail trail) {
    if (event.event() instanceof MessagePosted posted
        && (trail == null || !trail.room().equals(room) || !trail.body().equals(posted.body()))) {
      report(
          Kind.CHANGED,
          "seq %d of room %s is not what anybody sent: %s".formatted(event.seq(), room, posted),
          trail);
    }
  }

  private @Nullable MessageTrail trailOf(LoggedEvent event) {
    return event.event() instanceof MessagePosted posted ? messages.get(posted.clientKey()) : null;
  }
}
