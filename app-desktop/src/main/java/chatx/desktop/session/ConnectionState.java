package chatx.desktop.session;

import chatx.protocol.ServerInfo;
import chatx.protocol.trust.ServerKey;
import java.time.Instant;

/** Where a session stands with its server. */
public sealed interface ConnectionState {
  /** Not started yet, or closed. */
  record Stopped() implements ConnectionState {}

  /**
   * @param attempt 1 for the first after a good connection
   */
  record Connecting(int attempt) implements ConnectionState {}

  /** Signed in; reading what was missed. */
  record CatchingUp() implements ConnectionState {}

  /** Everything that was missed is known, and commands are taken. */
  record Online(ServerInfo server) implements ConnectionState {}

  /**
   * Tries again by itself.
   *
   * @param retryAt by this computer's clock
   * @param attempt the number of the next attempt
   */
  record Waiting(Instant retryAt, int attempt, Trouble trouble) implements ConnectionState {}

  /** Needs a person. */
  record SignedOut(SignedOutReason why) implements ConnectionState {}

  /**
   * Trying the same again would not help: one of the two programs has to change. {@link
   * ClientSession#retryNow} tries all the same.
   */
  record Incompatible(Trouble trouble) implements ConnectionState {}

  /**
   * Somebody else answers where the server was: another key. Nothing was said to them. {@link
   * ClientSession#retryNow} looks again.
   */
  record OtherServer(ServerKey expected, ServerKey met) implements ConnectionState {}
}
