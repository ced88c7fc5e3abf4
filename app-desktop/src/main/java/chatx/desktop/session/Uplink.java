package chatx.desktop.session;

import chatx.lan.SleepWatch;
import chatx.protocol.Authenticate;
import chatx.protocol.Authenticated;
import chatx.protocol.ClientCommand;
import chatx.protocol.CloseReason;
import chatx.protocol.EventFrame;
import chatx.protocol.Ping;
import chatx.protocol.ReplyFrame;
import chatx.protocol.ServerInfo;
import chatx.protocol.ServerReply;
import chatx.protocol.ServerStopping;
import chatx.protocol.codec.BadFrameException;
import chatx.protocol.codec.FrameCodec;
import chatx.protocol.trust.ServerKey;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;
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

  private final FrameCodec codec = new FrameCodec();
  private final SessionLoop loop;
  private final Dialer dialer;
  private final AccessTokens tokens;
  private final ReconnectPolicy policy;
  private final Clock clock;
  private final Owner owner;
  private final SleepWatch sleep;
  private final Silence silence = new Silence(System::nanoTime);
  private final Renewal renewal;
  private final PendingRequests pending = new PendingRequests();

  private volatile ConnectionState state = new ConnectionState.Stopped();

  /** Counts attempts; what comes from an earlier one is out of date. */
  private long epoch;

  private Transport.@Nullable Link link;
  private @Nullable ServerInfo server;
  private boolean watching;
  private long openedNanos;
  private SessionLoop.@Nullable Timer retry;

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
      Renewal renewal,
      Owner owner) {
    this.loop = loop;
    this.dialer = dialer;
    this.tokens = tokens;
    this.policy = policy;
    this.clock = clock;
    this.renewal = renewal;
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
      case ConnectionState.Stopped _,
          ConnectionState.Waiting _,
          ConnectionState.Incompatible _,
          ConnectionState.OtherServer _ -> {
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
    cancelRetry();
    renewal.stop();
    become(last);
  }

  void caughtUp() {
    if (server != null && state instanceof ConnectionState.CatchingUp) {
      log.info("online");
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
    cancelRetry();
    long attempt = ++epoch;
    openedNanos = System.nanoTime();
    silence.heard();
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
    silence.heard();
    new Admission(tokens, new Entrance(epoch)).with(token);
    long attempt = epoch;
    var _ =
        loop.after(
            SIGN_IN,
            () -> {
              if (attempt == epoch && server == null && link != null) {
                giveUp(Trouble.SILENT);
              }
            });
  }

  /** How a connection is signed in and becomes the session's. */
  private final class Entrance implements Admission.Desk {
    private final long attempt;

    Entrance(long attempt) {
      this.attempt = attempt;
    }

    @Override
    public void ask(Authenticate command, Consumer<ServerReply> answer) {
      request(command, answer);
    }

    @Override
    public Executor present() {
      return task -> run(attempt, task);
    }

    @Override
    public void admitted(Authenticated as) {
      server = as.server();
      become(new ConnectionState.CatchingUp());
      renewal.start();
      owner.signedIn(as);
    }

    @Override
    public void ended(SignedOutReason why) {
      end(new ConnectionState.SignedOut(why));
    }

    @Override
    public void notNow(Trouble trouble, Duration waitAtLeast) {
      policy.waitAtLeast(waitAtLeast);
      giveUp(trouble);
    }
  }

  private void failed(Dialer.Failure failure) {
    // What comes of the attempt later, although it was given up, is not heard.
    epoch++;
    switch (failure) {
      case Dialer.Unreachable(Trouble trouble, Duration waitAtLeast) -> {
        policy.waitAtLeast(waitAtLeast);
        pause(trouble);
      }
      case Dialer.Stranger(Trouble trouble) -> end(new ConnectionState.Incompatible(trouble));
      case Dialer.Impostor(ServerKey expected, ServerKey met) ->
          end(new ConnectionState.OtherServer(expected, met));
      case Dialer.NotSignedIn(SignedOutReason why) -> end(new ConnectionState.SignedOut(why));
    }
  }

  private void heard(String text) {
    silence.heard();
    try {
      switch (codec.decodeServer(text)) {
        case ReplyFrame reply -> pending.answer(reply.id(), reply.reply());
        case EventFrame frame -> {
          if (frame.event() instanceof ServerStopping stopping) {
            policy.waitAtLeast(ReconnectPolicy.asked(stopping.reconnectAfterMs()));
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
    cancelRetry();
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
      switch (silence.verdict(server.pingIntervalSeconds())) {
        case ALIVE -> {}
        case ASK -> request(new Ping(), _ -> {});
        case DEAD -> giveUp(Trouble.TIMED_OUT);
      }
    }
    pending.expire();
    var _ = loop.after(SleepWatch.EVERY, this::watch);
  }

  private void become(ConnectionState next) {
    state = next;
    owner.changed(next);
  }

  private void cancelRetry() {
    if (retry != null) {
      retry.cancel();
      retry = null;
    }
  }
}
