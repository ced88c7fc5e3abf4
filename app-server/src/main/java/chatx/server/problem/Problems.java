package chatx.server.problem;

import chatx.protocol.Problem;
import chatx.protocol.ProblemCode;
import chatx.server.storage.StorageException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The refusals that more than one place gives. */
public final class Problems {
  private static final Logger log = LoggerFactory.getLogger(Problems.class);
  private static final Duration SOON = Duration.ofSeconds(1);

  private Problems() {}

  public static Problem of(ProblemCode code, String message) {
    return new Problem(code, message, null, null, null);
  }

  public static Problem of(ProblemCode code, String message, String field) {
    return new Problem(code, message, field, null, null);
  }

  public static Problem later(ProblemCode code, String message, Duration wait) {
    return new Problem(code, message, null, Math.max(1, wait.toMillis()), null);
  }

  /** The same words for a room that does not exist and one the caller is not in. */
  public static Problem noSuchRoom() {
    return of(
        ProblemCode.NO_SUCH_ROOM, "There is no such room, or you are not in it. Join it first.");
  }

  public static Problem roomGone() {
    return of(ProblemCode.ROOM_GONE, "The room was deleted.");
  }

  public static Problem busy() {
    return later(
        ProblemCode.BUSY, "The server has too much to do just now. Try again shortly.", SOON);
  }

  public static Problem notSignedIn() {
    return of(ProblemCode.NOT_SIGNED_IN, "Sign in first, with session.authenticate.");
  }

  /** What to tell somebody whose command ended in an exception; {@code ref} finds it in the log. */
  public static Problem failure(RuntimeException cause, String ref) {
    if (cause instanceof StorageException storage) {
      switch (storage.kind()) {
        case UNAVAILABLE -> {
          // Everybody's every command ends here while the database is away: a line each, no stack.
          log.warn("[{}] {}", ref, storage.words());
          return new Problem(
              ProblemCode.UNAVAILABLE,
              "The server cannot reach its database just now. Try again shortly.",
              null,
              SOON.toMillis(),
              ref);
        }
        case FULL -> {
          log.error("[{}] {}", ref, storage.words());
          return new Problem(
              ProblemCode.STORAGE_FULL,
              "The server's disk is full, nothing was stored. Tell its operator; try again later.",
              null,
              SOON.toMillis(),
              ref);
        }
        case CONFLICT -> {
          log.info("[{}] {}", ref, storage.getMessage(), storage);
          return new Problem(
              ProblemCode.BUSY,
              "Somebody else changed the same thing at this moment. Try again.",
              null,
              SOON.toMillis(),
              ref);
        }
        case BROKEN -> {
          // Handled below, like every other bug.
        }
      }
    }
    log.error("[{}] a command failed", ref, cause);
    return new Problem(
        ProblemCode.INTERNAL,
        "The server made a mistake; its log names it " + ref + ".",
        null,
        null,
        ref);
  }
}
