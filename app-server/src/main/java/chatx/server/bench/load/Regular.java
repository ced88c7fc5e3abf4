package chatx.server.bench.load;

import chatx.protocol.Authenticated;
import chatx.protocol.ClientCommand;
import chatx.protocol.ClientKey;
import chatx.protocol.CommandFrame;
import chatx.protocol.EventFrame;
import chatx.protocol.LoggedEvent;
import chatx.protocol.MessageAccepted;
import chatx.protocol.MessagePosted;
import chatx.protocol.Problem;
import chatx.protocol.ReplyFrame;
import chatx.protocol.ResumeRoom;
import chatx.protocol.ResumeSession;
import chatx.protocol.ResumeStatus;
import chatx.protocol.RoomId;
import chatx.protocol.RoomPosition;
import chatx.protocol.RoomResumed;
import chatx.protocol.SendMessage;
import chatx.protocol.ServerReply;
import chatx.protocol.SessionResumed;
import chatx.server.bench.BenchFailedException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Somebody in one room who always comes back, as docs/protocol.md asks clients to: with a token and
 * no password, after a {@link BackOff}, from the last number that was seen, and with what was not
 * acknowledged. For the loop's thread.
 */
final class Regular implements Listener {
  /** The longest that somebody is away who left. */
  private static final Duration OUTING = Duration.ofSeconds(2);

  private final RandomGenerator random;
  private final Regulars all;
  private final RoomRecord record;
  private final RoomId room;
  private final byte[] request;
  private final BackOff backOff;
  private final Map<UUID, String> outbox = new LinkedHashMap<>();

  /** What was asked on this connection: the message's key, or null for anything else. */
  private final Map<Long, @Nullable UUID> asked = new HashMap<>();

  private @Nullable Link link;
  private boolean back;
  private boolean known;
  private long ids;
  private long lastSeq;
  private long cameAt;
  private long backAt;
  private long dueAt;
  private long attempts;
  private long missed;
  private long repeated;
  private long caughtUp;

  Regular(Regulars all, RoomRecord record, RoomId room, byte[] request, RandomGenerator random) {
    this.all = all;
    this.record = record;
    this.room = room;
    this.request = request;
    this.random = random;
    this.backOff = new BackOff(random);
  }

  /** Whether it is there and has all there was. */
  boolean isBack() {
    return back;
  }

  /** Whether it is there, has all that anybody has, and waits for no acknowledgement. */
  boolean isSettled() {
    return back && outbox.isEmpty() && lastSeq >= record.last();
  }

  /** By {@link System#nanoTime()}. */
  long backAt() {
    return backAt;
  }

  /** When it wants to come, by {@link System#nanoTime()}. */
  long dueAt() {
    return dueAt;
  }

  long attempts() {
    return attempts;
  }

  /** Numbers that it was never told. */
  long missed() {
    return missed;
  }

  /** Numbers that it was told more than once. */
  long repeated() {
    return repeated;
  }

  /** Events that it got by resuming. */
  long caughtUp() {
    return caughtUp;
  }

  void come() {
    attempts++;
    cameAt = all.now();
    all.begun(cameAt);
    try {
      link = all.connect(request, this);
    } catch (BenchFailedException refused) {
      gone();
    }
  }

  /** Goes without a word, because it wants to, and comes back after a while. */
  void leave() {
    Link open = link;
    if (open != null) {
      open.close();
      away(random.nextLong(OUTING.toNanos()));
    }
  }

  void say(String body) {
    UUID key = new UUID(random.nextLong(), random.nextLong());
    outbox.put(key, body);
    if (back) {
      send(key, body);
    }
  }

  @Override
  public void opened(Link opened) {}

  @Override
  public void text(Link from, byte[] bytes, int start, int end) {
    if (from != link) {
      return;
    }
    switch (all.codec()
        .decodeServer(new String(bytes, start, end - start, StandardCharsets.UTF_8))) {
      case ReplyFrame frame -> answered(frame);
      case EventFrame frame -> {
        Long seq = frame.seq();
        if (seq != null && room.equals(frame.room())) {
          see(seq);
          if (frame.event() instanceof MessagePosted posted) {
            record.told(seq, posted.clientKey().value());
            all.heard(posted.body());
          }
        }
      }
      case null -> {
        // Of a newer server.
      }
    }
  }

  @Override
  public void ended(Link which, String why) {
    if (which == link) {
      gone();
    }
  }

  /** What was asked on that connection is answered by nobody: it is asked again on the next. */
  private void gone() {
    backOff.ended(Duration.ofNanos(back ? all.now() - backAt : 0));
    away(backOff.nextWait().toNanos());
  }

  private void away(long nanos) {
    back = false;
    link = null;
    asked.clear();
    dueAt = all.now() + nanos;
    all.waits(this);
  }

  private void answered(ReplyFrame frame) {
    UUID key = asked.remove(frame.id());
    switch (frame.reply()) {
      case Authenticated _ ->
          ask(new ResumeSession(known ? List.of(new RoomPosition(room, lastSeq)) : List.of()));
      case SessionResumed resumed -> {
        for (RoomResumed each : resumed.rooms()) {
          if (each.room().equals(room)) {
            resumed(each);
          }
        }
      }
      case RoomResumed resumed -> resumed(resumed);
      case MessageAccepted accepted when key != null -> {
        outbox.remove(key);
        record.accepted(key, accepted.seq());
      }
      // A message that is to be sent again later is; anything else ends the connection.
      case Problem problem when key != null && problem.code().retryable() -> all.later(this, key);
      case Problem problem -> {
        all.refused(problem);
        Link open = link;
        if (open != null) {
          open.close();
        }
        gone();
      }
      case ServerReply _ -> {
        // Nothing else is asked.
      }
    }
  }

  private void resumed(RoomResumed page) {
    if (page.state() != null) {
      lastSeq = page.state().lastSeq();
    }
    for (LoggedEvent event : page.events()) {
      see(event.seq());
      caughtUp++;
      if (event.event() instanceof MessagePosted posted) {
        record.told(event.seq(), posted.clientKey().value());
      }
    }
    if (page.status() == ResumeStatus.MORE) {
      ask(new ResumeRoom(room, lastSeq));
      return;
    }
    known = true;
    back = true;
    backAt = all.now();
    all.took(backAt - cameAt);
    outbox.forEach(this::send);
  }

  private void see(long seq) {
    if (seq <= lastSeq) {
      repeated++;
      return;
    }
    missed += seq - lastSeq - 1;
    lastSeq = seq;
  }

  /** What was refused for the time being, if it still waits and this is still the connection. */
  void sendAgain(UUID key) {
    String body = outbox.get(key);
    if (back && body != null) {
      send(key, body);
    }
  }

  private void send(UUID key, String body) {
    asked.put(ids + 1, key);
    ask(new SendMessage(room, new ClientKey(key), body));
  }

  private void ask(ClientCommand command) {
    Link open = link;
    if (open != null) {
      byte[] frame = all.codec().encode(new CommandFrame(++ids, command));
      open.text(frame, frame.length);
    }
  }
}
