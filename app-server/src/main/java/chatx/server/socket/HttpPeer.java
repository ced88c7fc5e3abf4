package chatx.server.socket;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One TCP connection that speaks HTTP so far: what was read of its request, and until when the rest
 * has to be there.
 */
final class HttpPeer implements Watched {

  private enum Phase {
    /** A request is arriving, or the first one is awaited: one deadline for all of it. */
    ARRIVING,
    /** A handler is at work; its answer is written. */
    ANSWERING,
    /** Answered, and the next request is awaited. */
    RESTING,
    /** Refused: what still comes is thrown away until the other side has read the answer. */
    REFUSED
  }

  private final long id;
  private final Wire wire;
  private final SocketSettings settings;
  private @Nullable RequestReader reader;
  private final boolean tooManyOfAddress;
  private final boolean tooMany;

  private volatile Phase phase = Phase.ARRIVING;
  private volatile long since;
  private volatile boolean letIn;
  private int seenUnsent;
  private long progressAt;

  HttpPeer(
      long id,
      Wire wire,
      SocketSettings settings,
      boolean tooManyOfAddress,
      boolean tooMany,
      long now) {
    this.id = id;
    this.wire = wire;
    this.settings = settings;
    this.reader = new RequestReader(settings.maxHeadBytes(), settings.maxBodyBytes());
    this.tooManyOfAddress = tooManyOfAddress;
    this.tooMany = tooMany;
    this.since = now;
    this.progressAt = now;
  }

  long id() {
    return id;
  }

  Wire wire() {
    return wire;
  }

  RequestReader reader() {
    return Objects.requireNonNull(reader);
  }

  /** It is a WebSocket now: what was read of its request is not kept as long as that is open. */
  void release() {
    reader = null;
  }

  boolean tooManyOfAddress() {
    return tooManyOfAddress;
  }

  boolean tooMany() {
    return tooMany;
  }

  boolean isRefused() {
    return phase == Phase.REFUSED;
  }

  /** Bytes of a request came; its deadline runs from the first of them. */
  void arriving() {
    if (phase == Phase.RESTING || phase == Phase.ANSWERING) {
      enter(Phase.ARRIVING);
    }
  }

  /** The head of a request was read, and the request is to be answered. */
  void letIn() {
    letIn = true;
  }

  /** Whether a request that was let in is not answered to its last byte. */
  boolean isBusy() {
    return letIn || (phase == Phase.RESTING && wire.unsent() > 0);
  }

  void answering() {
    enter(Phase.ANSWERING);
  }

  void answered() {
    if (phase == Phase.ANSWERING) {
      enter(Phase.RESTING);
      letIn = false;
    }
  }

  void refused() {
    letIn = false;
    enter(Phase.REFUSED);
  }

  @Override
  public void check(long now) {
    int unsent = wire.unsent();
    if (unsent == 0 || unsent != seenUnsent) {
      progressAt = now;
    }
    seenUnsent = unsent;
    boolean over =
        switch (phase) {
          case ARRIVING -> past(since, settings.requestDeadline(), now);
          case ANSWERING -> false;
          case RESTING -> unsent == 0 && past(since, settings.keepAlive(), now);
          case REFUSED -> past(since, settings.closeGrace(), now);
        };
    if (over || past(progressAt, settings.writeStall(), now)) {
      wire.abort();
    }
  }

  private void enter(Phase next) {
    since = System.nanoTime();
    phase = next;
  }

  private static boolean past(long since, Duration time, long now) {
    return now - since >= time.toNanos();
  }
}
