package chatx.desktop.session;

import chatx.desktop.session.AccessTokens.Ended;
import chatx.desktop.session.AccessTokens.Grant;
import chatx.desktop.session.AccessTokens.Granted;
import chatx.desktop.session.AccessTokens.NotNow;
import chatx.protocol.Authenticate;
import chatx.protocol.Authenticated;
import chatx.protocol.Problem;
import chatx.protocol.ProblemCode;
import chatx.protocol.ServerReply;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Signs one connection in. A token that the server does not take is exchanged once. On the
 * session's thread only.
 */
final class Admission {
  private final AccessTokens tokens;
  private final Desk desk;
  private String shown = "";
  private boolean exchanged;

  /** The connection that is to be signed in. */
  interface Desk {
    /** The answer comes on the session's thread. */
    void ask(Authenticate command, Consumer<ServerReply> answer);

    /** Runs on the session's thread, unless the connection is gone by then. Any thread. */
    Executor present();

    void admitted(Authenticated as);

    /** A person has to sign in. */
    void ended(SignedOutReason why);

    void notNow(Trouble trouble, Duration waitAtLeast);
  }

  Admission(AccessTokens tokens, Desk desk) {
    this.tokens = tokens;
    this.desk = desk;
  }

  void with(String accessToken) {
    shown = accessToken;
    desk.ask(new Authenticate(accessToken), this::answered);
  }

  private void answered(ServerReply reply) {
    switch (reply) {
      case Authenticated as -> desk.admitted(as);
      case Problem problem
          when problem.code() == ProblemCode.SESSION_EXPIRED
              || problem.code() == ProblemCode.UNAUTHORIZED ->
          exchange();
      case Problem problem ->
          desk.notNow(
              problem.code().retryable() ? Trouble.UNAVAILABLE : Trouble.BROKEN,
              ReconnectPolicy.asked(problem.retryAfterMs()));
      default -> desk.notNow(Trouble.BROKEN, Duration.ZERO);
    }
  }

  private void exchange() {
    if (exchanged) {
      desk.ended(SignedOutReason.ENDED_BY_SERVER);
      return;
    }
    exchanged = true;
    String refused = shown;
    Executor present = desk.present();
    Thread.ofVirtual()
        .name("chatx-token")
        .start(() -> {
          Grant grant = tokens.tokenInsteadOf(refused);
          present.execute(() -> granted(grant));
        });
  }

  private void granted(Grant grant) {
    switch (grant) {
      case Granted granted -> with(granted.accessToken());
      case Ended ended -> desk.ended(ended.why());
      case NotNow notNow -> desk.notNow(notNow.trouble(), notNow.waitAtLeast());
    }
  }
}
