package chatx.desktop.session;

import chatx.desktop.storage.AccountId;
import chatx.desktop.storage.Secret;
import chatx.desktop.storage.TokenVault;
import chatx.protocol.http.ProblemDetails;
import chatx.protocol.http.SessionTokens;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The account's access token, made anew from the refresh token in the vault before it runs out. Any
 * thread; calls block on the network and the vault, and one waits for the other: a refresh token
 * works once.
 */
final class AccessTokens {
  private static final Logger log = LoggerFactory.getLogger(AccessTokens.class);

  /** So much is left at least of a token that is handed out. */
  private static final Duration AHEAD = Duration.ofSeconds(60);

  private final AccountId account;
  private final TokenVault vault;
  private final ServerApi api;
  private final LongSupplier nanoTime;
  private @Nullable SessionTokens current;
  private long staleAtNanos;
  private boolean signedOut;

  /** What came of asking for a token. */
  sealed interface Grant {}

  /**
   * @param sessionSeconds how long the session lasts without another refresh
   */
  record Granted(String accessToken, long sessionSeconds) implements Grant {
    @Override
    public String toString() {
      return "Granted[hidden]";
    }
  }

  /** A person has to sign in. */
  record Ended(SignedOutReason why) implements Grant {}

  /** Perhaps later. */
  record NotNow(Trouble trouble, Duration waitAtLeast) implements Grant {}

  AccessTokens(AccountId account, TokenVault vault, ServerApi api, LongSupplier nanoTime) {
    this.account = account;
    this.vault = vault;
    this.api = api;
    this.nanoTime = nanoTime;
  }

  /** A token that is still good for a while. */
  synchronized Grant token() {
    SessionTokens tokens = current;
    if (tokens != null && nanoTime.getAsLong() - staleAtNanos < 0) {
      return new Granted(tokens.accessToken(), tokens.refreshSeconds());
    }
    return refresh();
  }

  /** Another token than this one, which the server did not take. */
  synchronized Grant tokenInsteadOf(String refused) {
    SessionTokens tokens = current;
    return tokens != null && !tokens.accessToken().equals(refused) ? token() : refresh();
  }

  /** A new token, so that the session does not end by age. */
  synchronized Grant renewed() {
    return refresh();
  }

  /**
   * Forgets what signs in, then tells the server, which may fail. The device stays known to the
   * server as one the person used.
   */
  synchronized void signOut(Function<String, Answer<Answer.Nothing>> call) {
    Secret kept = vault.load(account).orElse(Secret.NONE);
    if (!vault.save(account, new Secret(null, kept.deviceToken(), kept.password()))) {
      vault.forget(account);
    }
    SessionTokens tokens = current;
    String refreshToken = kept.refreshToken();
    signedOut = true;
    current = null;
    if (tokens == null || nanoTime.getAsLong() - staleAtNanos >= 0) {
      tokens =
          refreshToken != null
                  && api.refresh(refreshToken) instanceof Answer.Given<SessionTokens>(var fresh)
              ? fresh
              : null;
    }
    if (tokens != null && !(call.apply(tokens.accessToken()) instanceof Answer.Given)) {
      log.info("the server could not be told of the sign-out; its session ends by age");
    }
  }

  private Grant refresh() {
    if (signedOut) {
      return new Ended(SignedOutReason.SIGNED_OUT_HERE);
    }
    Secret kept = vault.load(account).orElse(Secret.NONE);
    String refreshToken = kept.refreshToken();
    if (refreshToken == null) {
      return new Ended(SignedOutReason.NOTHING_KEPT);
    }
    return switch (api.refresh(refreshToken)) {
      case Answer.Given<SessionTokens>(SessionTokens tokens) -> {
        if (!vault.save(
            account, new Secret(tokens.refreshToken(), tokens.deviceToken(), kept.password()))) {
          log.warn("the new refresh token could not be kept; the account may have to sign in anew");
        }
        current = tokens;
        long seconds = tokens.accessSeconds();
        long usable = Math.max(seconds / 2, seconds - AHEAD.toSeconds());
        staleAtNanos = nanoTime.getAsLong() + Duration.ofSeconds(usable).toNanos();
        yield new Granted(tokens.accessToken(), tokens.refreshSeconds());
      }
      case Answer.Refused<SessionTokens>(ProblemDetails problem) -> refused(problem);
      case Answer.Failed<SessionTokens>(Trouble trouble) -> new NotNow(trouble, Duration.ZERO);
    };
  }

  private Grant refused(ProblemDetails problem) {
    return switch (problem.code()) {
      case UNAUTHORIZED, SESSION_EXPIRED, LOGIN_FAILED -> {
        current = null;
        yield new Ended(SignedOutReason.ENDED_BY_SERVER);
      }
      default ->
          new NotNow(
              problem.code().retryable() ? Trouble.UNAVAILABLE : Trouble.BROKEN,
              ReconnectPolicy.asked(problem.retryAfterMs()));
    };
  }
}
