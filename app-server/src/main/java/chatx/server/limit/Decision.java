package chatx.server.limit;

import java.time.Duration;

/** Whether something may be done now. */
public sealed interface Decision {

  /** Go on; it was counted. */
  record Allowed() implements Decision {}

  /**
   * @param retryAfter the shortest wait after which it would be allowed, above zero
   */
  record Limited(Duration retryAfter) implements Decision {}
}
