package chatx.desktop.session;

import chatx.desktop.session.AccessTokens.Ended;
import chatx.desktop.session.AccessTokens.Granted;
import chatx.desktop.session.AccessTokens.NotNow;
import chatx.desktop.storage.ServerAddress;
import chatx.protocol.ServerInfo;
import chatx.protocol.http.ProblemDetails;
import chatx.protocol.trust.ServerKey;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens sockets on a thread of their own, and finds out what is wrong when one does not open. */
final class Dialer {
  private static final Logger log = LoggerFactory.getLogger(Dialer.class);

  /** Frames that may wait for the session; then the server is made to wait. */
  private static final int MOST_WAITING = 1_000;

  /** For a session that stands still; it is closing, most likely. */
  private static final long PATIENCE_SECONDS = 30;

  /**
   * A handshake takes a few milliseconds in the same network. The library does not notice when the
   * connection is cut in the middle of it, and waits for ten seconds: after this time the server is
   * asked over HTTP whether it is there at all.
   */
  private static final Duration USUAL_HANDSHAKE = Duration.ofMillis(1_500);

  /** With the one of TLS before it, which is work for both sides. */
  private static final Duration USUAL_SECURE_HANDSHAKE = Duration.ofSeconds(3);

  /** For a computer that is slow itself: the two answers may be on their way together. */
  private static final Duration GRACE = Duration.ofMillis(500);

  private final ServerAddress address;
  private final Transport transport;
  private final ServerApi api;
  private final AccessTokens tokens;

  /** Hears what comes of an attempt; on any thread. */
  interface Caller {
    void opened(Transport.Link link, String accessToken);

    void failed(Failure failure);

    /**
     * @param heard to be run when it has been dealt with
     */
    void text(String text, Runnable heard);

    void closed(int code);
  }

  sealed interface Failure {}

  /** Perhaps later. */
  record Unreachable(Trouble trouble, Duration waitAtLeast) implements Failure {}

  /** Never, as the two programs are. */
  record Stranger(Trouble trouble) implements Failure {}

  /** Not as long as somebody else answers. */
  record Impostor(ServerKey expected, ServerKey met) implements Failure {}

  record NotSignedIn(SignedOutReason why) implements Failure {}

  Dialer(ServerAddress address, Transport transport, ServerApi api, AccessTokens tokens) {
    this.address = address;
    this.transport = transport;
    this.api = api;
    this.tokens = tokens;
  }

  void dial(Caller caller) {
    Thread.ofVirtual()
        .name("chatx-dial")
        .start(() -> {
          try {
            connect(caller);
          } catch (RuntimeException bug) {
            log.error("the attempt to connect failed", bug);
            caller.failed(new Unreachable(Trouble.BROKEN, Duration.ZERO));
          }
        });
  }

  private void connect(Caller caller) {
    switch (tokens.token()) {
      case Granted granted -> open(granted.accessToken(), caller);
      case Ended ended -> caller.failed(new NotSignedIn(ended.why()));
      case NotNow notNow -> caller.failed(diagnosed(notNow.trouble(), notNow.waitAtLeast()));
    }
  }

  private void open(String token, Caller caller) {
    Transport.Link link;
    try {
      link = handshake(new Bounded(caller));
    } catch (Transport.NotOpenedException refused) {
      log.debug("no socket", refused);
      Duration later = refused.comeLater();
      caller.failed(
          later == null
              ? diagnosed(Trouble.BROKEN, Duration.ZERO)
              : new Unreachable(Trouble.UNAVAILABLE, later));
      return;
    }
    if (link.speaksProtocol()) {
      caller.opened(link, token);
    } else {
      link.close();
      caller.failed(new Stranger(stranger()));
    }
  }

  private Transport.Link handshake(Transport.Receiver receiver)
      throws Transport.NotOpenedException {
    CompletableFuture<Transport.Link> opening = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("chatx-handshake")
        .start(() -> {
          try {
            Transport.Link link = transport.open(address.socket(), receiver);
            if (!opening.complete(link)) {
              link.close();
            }
          } catch (Transport.NotOpenedException | RuntimeException failed) {
            opening.completeExceptionally(failed);
          }
        });
    Duration usual = address.secure() ? USUAL_SECURE_HANDSHAKE : USUAL_HANDSHAKE;
    if (isLate(opening, usual) && answers()) {
      var _ = opening.orTimeout(GRACE.toMillis(), TimeUnit.MILLISECONDS);
    }
    try {
      return opening.join();
    } catch (CompletionException failed) {
      throw failed.getCause() instanceof Transport.NotOpenedException refused
          ? refused
          : new Transport.NotOpenedException(null, failed);
    }
  }

  private static boolean isLate(CompletableFuture<Transport.Link> opening, Duration usual) {
    return opening
        .handle((_, _) -> false)
        .completeOnTimeout(true, usual.toMillis(), TimeUnit.MILLISECONDS)
        .join();
  }

  /** Whether the server, or whoever is there, answers something else while it is silent there. */
  private boolean answers() {
    return !(api.server() instanceof Answer.Failed<ServerInfo>(Trouble trouble)
        && (trouble == Trouble.TIMED_OUT || trouble == Trouble.SILENT));
  }

  /** Plain HTTP tells the kinds of trouble apart, which a failed upgrade does not. */
  private Failure diagnosed(Trouble known, Duration waitAtLeast) {
    boolean perhapsPlain =
        address.secure()
            && (known == Trouble.TIMED_OUT
                || known == Trouble.SILENT
                || known == Trouble.TLS_FAILED);
    if (known == Trouble.DIFFERENT_SERVER || known == Trouble.UNKNOWN_SERVER) {
      return impostor(known);
    }
    if (known != Trouble.BROKEN && !perhapsPlain) {
      return new Unreachable(known, waitAtLeast);
    }
    return switch (api.server()) {
      case Answer.Failed<ServerInfo>(Trouble trouble)
          when trouble == Trouble.SERVER_TOO_OLD
              || trouble == Trouble.SERVER_TOO_NEW
              || trouble == Trouble.TLS_ONLY ->
          new Stranger(trouble);
      case Answer.Failed<ServerInfo>(Trouble trouble)
          when trouble == Trouble.DIFFERENT_SERVER || trouble == Trouble.UNKNOWN_SERVER ->
          impostor(trouble);
      case Answer.Failed<ServerInfo>(Trouble trouble) -> new Unreachable(trouble, waitAtLeast);
      case Answer.Refused<ServerInfo>(ProblemDetails problem) -> {
        Duration asked = ReconnectPolicy.asked(problem.retryAfterMs());
        yield new Unreachable(
            problem.code().retryable() ? Trouble.UNAVAILABLE : known,
            asked.compareTo(waitAtLeast) > 0 ? asked : waitAtLeast);
      }
      case Answer.Given<ServerInfo> _ -> new Unreachable(known, waitAtLeast);
    };
  }

  private Failure impostor(Trouble trouble) {
    Optional<ServerKey> expected = api.trust().expected();
    Optional<ServerKey> met = api.trust().met();
    return expected.isPresent() && met.isPresent()
        ? new Impostor(expected.get(), met.get())
        : new Stranger(trouble);
  }

  private Trouble stranger() {
    return api.server() instanceof Answer.Failed<ServerInfo>(Trouble trouble)
        ? trouble
        : Trouble.SERVER_TOO_NEW;
  }

  /** Lets the socket run ahead of the session only so far. */
  private static final class Bounded implements Transport.Receiver {
    private final Caller caller;
    private final Semaphore room = new Semaphore(MOST_WAITING);

    Bounded(Caller caller) {
      this.caller = caller;
    }

    @Override
    public void text(String text) {
      try {
        if (!room.tryAcquire(1, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          log.warn("the session does not keep up with its server");
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
      caller.text(text, room::release);
    }

    @Override
    public void closed(int code) {
      caller.closed(code);
    }
  }
}
