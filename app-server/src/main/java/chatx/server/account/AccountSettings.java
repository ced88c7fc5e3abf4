package chatx.server.account;

import java.time.Duration;

/**
 * How accounts and sessions behave.
 *
 * @param accessLife of an access token; up to 24 hours
 * @param sessionLife of a session that is not refreshed
 * @param refreshGrace how long a refresh token that was used may be used again, for a client that
 *     lost the answer; after that a second use ends the session
 * @param registrationOpen whether anybody may make an account
 */
public record AccountSettings(
    Duration accessLife, Duration sessionLife, Duration refreshGrace, boolean registrationOpen) {

  public static final AccountSettings DEFAULT =
      new AccountSettings(
          Duration.ofMinutes(10), Duration.ofDays(30), Duration.ofSeconds(10), true);

  public AccountSettings {
    if (accessLife.toSeconds() < 1 || accessLife.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException("An access token lasts 1 second to 24 hours");
    }
    if (sessionLife.compareTo(accessLife) < 0 || refreshGrace.isNegative()) {
      throw new IllegalArgumentException("A session lasts at least as long as an access token");
    }
  }
}
