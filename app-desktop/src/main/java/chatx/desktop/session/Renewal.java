package chatx.desktop.session;

import chatx.desktop.session.AccessTokens.Grant;
import chatx.desktop.session.AccessTokens.Granted;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Renews the session of a connection that stays up, so that it does not end by age. On the
 * session's thread only.
 */
final class Renewal {
  /** How often, unless half of the session's life is shorter. */
  static final Duration DAILY = Duration.ofDays(1);

  private static final Duration AFTER_FAILURE = Duration.ofHours(1);
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  private final SessionLoop loop;
  private final AccessTokens tokens;
  private final Duration every;
  private SessionLoop.@Nullable Timer timer;

  Renewal(SessionLoop loop, AccessTokens tokens, Duration every) {
    this.loop = loop;
    this.tokens = tokens;
    this.every = every;
  }

  /** Somebody has just signed in. */
  void start() {
    after(every);
  }

  void stop() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }

  private void after(Duration wait) {
    stop();
    timer = loop.after(wait, this::renew);
  }

  private void renew() {
    SessionLoop.Timer mine = timer;
    Thread.ofVirtual()
        .name("chatx-renew")
        .start(() -> {
          Grant grant = tokens.renewed();
          loop.execute(() -> {
            if (mine == timer && mine != null) {
              after(grant instanceof Granted granted ? until(granted) : AFTER_FAILURE);
            }
          });
        });
  }

  private Duration until(Granted granted) {
    Duration half = Duration.ofSeconds(granted.sessionSeconds() / 2);
    Duration wait = half.compareTo(every) < 0 ? half : every;
    return wait.compareTo(SHORTEST) < 0 ? SHORTEST : wait;
  }
}
