package chatx.server.account;

import chatx.protocol.ProblemCode;
import chatx.server.command.Identity;

/** Whether a token speaks for somebody now. */
public sealed interface Authentication {

  /** It does, for this person and session. */
  record Granted(Identity identity) implements Authentication {}

  /**
   * It does not.
   *
   * @param code {@code session_expired} when a refresh helps, else {@code unauthorized}
   * @param message the same for everything that is not an expired token: why is for the audit log
   */
  record Refused(ProblemCode code, String message) implements Authentication {}
}
