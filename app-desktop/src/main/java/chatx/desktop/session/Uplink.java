package chatx.desktop.session;

import chatx.desktop.session.AccessTokens.Ended;
import chatx.desktop.session.AccessTokens.Grant;
import chatx.desktop.session.AccessTokens.Granted;
import chatx.desktop.session.AccessTokens.NotNow;
import chatx.protocol.Authenticate;
import chatx.protocol.Authenticated;
import chatx.protocol.ClientCommand;
import chatx.protocol.CloseReason;
import chatx.protocol.EventFrame;
import chatx.protocol.Ping;
import chatx.protocol.Problem;
import chatx.protocol.ProblemCode;
import chatx.protocol.ReplyFrame;
import chatx.protocol.ServerInfo;
import chatx.protocol.ServerReply;
import chatx.protocol.ServerStopping;
import chatx.protocol.codec.BadFrameException;
import chatx.protocol.codec.FrameCodec;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one signed-in connection up: connects, signs in, watches for silence and sleep, and comes
 * back after a pause. On the session's thread only.
 */
final class Uplink {
  private static final Logger log = LoggerFactory.getLogger(Uplink.class);

  /** From the open socket to the accepted sign-in. */
  private static final Duration SIGN_IN = Duration.ofSeconds(20);

  /** A session is renewed as often, or at half of its life where that is sooner. */
  private static final Duration RENEW = Duration.ofDays(1);

  /** Silence of as many ping intervals of the server ends a connection. */
  private static final int SILENT_INTERVALS = 3;

  private final FrameCodec codec = new FrameCodec();
  private final SessionLoop loop;
  private final Dialer dialer;
  private final AccessTokens tokens;
  private final ReconnectPolicy policy;
  private final Clock clock;
  private final Owner owner;
  private final SleepWatch sleep;
  private final PendingRequests pending = new PendingRequests();

  private volatile ConnectionState state = new ConnectionState.Stopped();

  /** Counts attempts; what comes from an earlier one is out of date. */
  private long epoch;

  private Transport.@Nullable Link link;
  private @Nullable ServerInfo server;
  private String accessToken = "";
  private boolean tokenReplaced;
  private boolean watching;
  private long openedNanos;
  private long heardNanos;
  private boolean asked;
  private SessionLoop.@Nullable Timer retry;
  private SessionLoop.@Nullable Timer renewal;

  /** Hears what happens; on the session's thread. */
  interface Owner {
    void changed(ConnectionState state);

    /** A new connection is signed in; {@link #caughtUp} is to be called in the end. */
    void signedIn(Authenticated as);

    void event(EventFrame frame);

    /** The connection that was signed in is gone; its requests have been answered. */
    void lost();
  }

  Uplink(
      SessionLoop loop,
      Dialer dialer,
      AccessTokens tokens,
      ReconnectPolicy policy,
      Clock clock,
      Owner owner) {
    this.loop = loop;
    this.dialer = dialer;
    this.tokens = tokens;
    this.policy = policy;
    this.clock = clock;
    this.owner = owner;
    this.sleep = new SleepWatch(clock, System::nanoTime);
  }

  /** Any thread. */
  ConnectionState state() {
    return state;
  }

  @Nullable ServerInfo server() {
    return server;
  }

  boolean isOnline() {
    return state instanceof ConnectionState.Online;
  }

  /** Connects now, unless it is connected or about to be. */
  void connect() {
    switch (state) {
      case ConnectionState.Connecting _,
          ConnectionState.CatchingUp _,
          ConnectionState.Online _,
          ConnectionState.SignedOut _ -> {}
      case ConnectionState.Stopped _, ConnectionState.Waiting _, ConnectionState.Incompatible _ -> {
        if (!watching) {
          watching = true;
          watch();
        }
        dial();
      }
    }
  }

  /** Leaves the present connection, which may lead nowhere, for a new one. */
  void reconnect() {
    if (state instanceof ConnectionState.Connecting
        || state instanceof ConnectionState.CatchingUp
        || state instanceof ConnectionState.Online) {
      leave();
      dial();
    } else if (state instanceof ConnectionState.Waiting) {
      dial();
    }
  }

  /** Closes, and stays in a state that needs no connection. */
  void end(ConnectionState last) {
    leave();
    cancel(retry);
    cancel(renewal);
    become(last);
  }

  void caughtUp() {
    if (server != null && state instanceof ConnectionState.CatchingUp) {
      become(new ConnectionState.Online(server));
    }
  }

  /** Gives up the present connection, which does not do what it should. */
  void giveUp(Trouble trouble) {
    if (link != null) {
      leave();
      pause(trouble);
    }
  }

  /** The answer comes on the session's thread, and is a problem where there is no connection. */
  void request(ClientCommand command, Consumer<ServerReply> answer) {
    Transport.Link open = link;
    if (open == null) {
      answer.accept(PendingRequests.unavailable());
      return;
    }
    String text = pending.add(codec, command, server, answer);
    if (text != null) {
      open.send(text);
    }
  }

  private void dial() {
    cancel(retry);
    long attempt = ++epoch;
    openedNanos = System.nanoTime();
    heardNanos = openedNanos;
    asked = false;
    tokenReplaced = false;
    become(new ConnectionState.Connecting(policy.nextAttempt()));
    dialer.dial(
        new Dialer.Caller() {
          @Override
          public void opened(Transport.Link opened, String token) {
            loop.execute(() -> {
              if (attempt == epoch) {
                Uplink.this.opened(opened, token);
              } else {
                opened.close();
              }
            });
          }

          @Override
          public void failed(Dialer.Failure failure) {
            run(attempt, () -> Uplink.this.failed(failure));
          }

          @Override
          public void text(String text, Runnable heard) {
            loop.execute(() -> {
              heard.run();
              if (attempt == epoch) {
                Uplink.this.heard(text);
              }
            });
          }

          @Override
          public void closed(int code) {
            run(attempt, () -> Uplink.this.closed(code));
          }
        });
  }

  private void run(long attempt, Runnable task) {
    loop.execute(() -> {
      if (attempt == epoch) {
        task.run();
      }
    });
  }

  private void opened(Transport.Link opened, String token) {
    link = opened;
    openedNanos = System.nanoTime();
    heardNanos = openedNanos;
    authenticate(token);
    long attempt = epoch;
    var _ =
        loop.after(
            SIGN_IN,
            () -> {
              if (attempt == epoch && server == null && link != null) {
                giveUp(Trouble.TIMED_OUT);
              }
            });
  }

  private void failed(Dialer.Failure failure) {
    switch (failure) {
      case Dialer.Unreachable(Trouble trouble, Duration waitAtLeast) -> {
        policy.waitAtLeast(waitAtLeast);
        pause(trouble);
      }
      case Dialer.Stranger(Trouble trouble) -> end(new ConnectionState.Incompatible(trouble));
      case Dialer.NotSignedIn(SignedOutReason why) -> end(new ConnectionState.SignedOut(why));
    }
  }

  private void authenticate(String token) {
    accessToken = token;
    request(new Authenticate(token), this::authenticated);
  }

  private void authenticated(ServerReply reply) {
    switch (reply) {
      case Authenticated as -> {
        server = as.server();
        become(new ConnectionState.CatchingUp());
        renewLater(RENEW);
        owner.signedIn(as);
      }
      case Problem problem
          when problem.code() == ProblemCode.SESSION_EXPIRED
              || problem.code() == ProblemCode.UNAUTHORIZED ->
          replaceToken();
      case Problem problem -> {
        if (problem.retryAfterMs() != null) {
          policy.waitAtLeast(Duration.ofMillis(problem.retryAfterMs()));
        }
        giveUp(Trouble.BROKEN);
      }
      default -> giveUp(Trouble.BROKEN);
    }
  }

  private void replaceToken() {
    if (tokenReplaced) {
      end(new ConnectionState.SignedOut(SignedOutReason.ENDED_BY_SERVER));
      return;
    }
    tokenReplaced = true;
    long attempt = epoch;
    String refused = accessToken;
    Thread.ofVirtual()
        .name("chatx-token")
        .start(() -> {
          Grant grant = tokens.tokenInsteadOf(refused);
          run(attempt, () -> replaced(grant));
        });
  }

  private void replaced(Grant grant) {
    switch (grant) {
      case Granted granted -> authenticate(granted.accessToken());
      case Ended ended -> end(new ConnectionState.SignedOut(ended.why()));
      case NotNow notNow -> {
        policy.waitAtLeast(notNow.waitAtLeast());
        giveUp(notNow.trouble());
      }
    }
  }

  private void heard(String text) {
    heardNanos = System.nanoTime();
    asked = false;
    try {
      switch (codec.decodeServer(text)) {
        case ReplyFrame reply -> pending.answer(reply.id(), reply.reply());
        case EventFrame frame -> {
          if (frame.event() instanceof ServerStopping stopping) {
            policy.waitAtLeast(Duration.ofMillis(Math.max(0, stopping.reconnectAfterMs())));
          }
          owner.event(frame);
        }
        case null -> {}
      }
    } catch (BadFrameException strange) {
      log.warn("the server said something that is not of the protocol: {}", strange.getMessage());
      giveUp(Trouble.BROKEN);
    }
  }

  private void closed(int code) {
    log.info("the connection was closed with {}", code);
    if (code == CloseReason.SESSION_ENDED.code()) {
      // The next sign-in is refused and says so for certain.
      leave();
      pause(Trouble.BROKEN);
      return;
    }
    boolean mended = comesBack(code);
    leave();
    if (mended) {
      pause(Trouble.BROKEN);
    } else {
      end(new ConnectionState.Incompatible(Trouble.BROKEN));
    }
  }

  /**
   * The codes of the protocol, and those it does not name, after which a client comes back. A
   * sign-in that came too late is one of them here: it was the network that was slow.
   */
  private static boolean comesBack(int code) {
    if (code == CloseReason.NOT_SIGNED_IN.code()) {
      return true;
    }
    for (CloseReason reason : CloseReason.values()) {
      if (reason.code() == code) {
        return reason.reconnect();
      }
    }
    return true;
  }

  private void pause(Trouble trouble) {
    Duration wait = policy.nextWait();
    become(new ConnectionState.Waiting(clock.instant().plus(wait), policy.nextAttempt(), trouble));
    cancel(retry);
    retry = loop.after(wait, this::connect);
  }

  /** Drops the present connection or attempt; what comes of it later is not heard. */
  private void leave() {
    epoch++;
    Transport.Link open = link;
    boolean signedIn = server != null;
    link = null;
    server = null;
    policy.ended(signedIn ? Duration.ofNanos(System.nanoTime() - openedNanos) : Duration.ZERO);
    if (open != null) {
      open.close();
    }
    if (signedIn) {
      // Answered requests may ask for more: they should not take it for online.
      state = new ConnectionState.Stopped();
    }
    pending.answerAll(PendingRequests.unavailable());
    if (signedIn) {
      owner.lost();
    }
  }

  private void watch() {
    if (sleep.slept()) {
      log.info("the computer slept, or its clock was set: connecting anew");
      reconnect();
    } else if (link != null && server != null) {
      Duration interval = Duration.ofSeconds(Math.max(1, server.pingIntervalSeconds()));
      Duration silence = Duration.ofNanos(System.nanoTime() - heardNanos);
      if (silence.compareTo(interval.multipliedBy(SILENT_INTERVALS)) > 0) {
        giveUp(Trouble.TIMED_OUT);
      } else if (silence.compareTo(interval) > 0 && !asked) {
        asked = true;
        request(new Ping(), _ -> {});
      }
    }
    pending.expire();
    var _ = loop.after(SleepWatch.EVERY, this::watch);
  }

  private void renewLater(Duration wait) {
    cancel(renewal);
    renewal = loop.after(wait, this::renew);
  }

  private void renew() {
    Thread.ofVirtual()
        .name("chatx-renew")
        .start(() -> {
          Grant grant = tokens.renewed();
          loop.execute(() -> {
            if (grant instanceof Granted granted) {
              Duration half = Duration.ofSeconds(granted.sessionSeconds() / 2);
              renewLater(half.compareTo(RENEW) < 0 ? half : RENEW);
            } else {
              renewLater(Duration.ofHours(1));
            }
          });
        });
  }

  private void become(ConnectionState next) {
    state = next;
    owner.changed(next);
  }

  private static void cancel(SessionLoop.@Nullable Timer timer) {
    if (timer != null) {
      timer.cancel();
    }
  }
}
