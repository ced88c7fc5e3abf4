package chatx.server.text;

import chatx.protocol.ProblemCode;

/**
 * The outcome of looking at something a client sent: the cleaned value, or a refusal that says what
 * to change. Immutable when {@code T} is.
 */
public sealed interface Checked<T> {

  /** Accepted; {@code value} is the normalised form, which is what must be stored and compared. */
  record Ok<T>(T value) implements Checked<T> {}

  /**
   * Refused.
   *
   * @param message what happened and what to do, for the reader's eyes; never holds the input
   * @param field the input's name on the wire
   */
  record Refused<T>(ProblemCode code, String message, String field) implements Checked<T> {}

  /** An accepted value. */
  static <T> Checked<T> ok(T value) {
    return new Ok<>(value);
  }

  /** A refusal. */
  static <T> Checked<T> refused(ProblemCode code, String message, String field) {
    return new Refused<>(code, message, field);
  }
}
