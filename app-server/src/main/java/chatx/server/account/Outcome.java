package chatx.server.account;

import chatx.protocol.Problem;
import chatx.server.problem.Problems;
import chatx.server.text.Checked;

/** What became of a request about accounts. */
public sealed interface Outcome<T> {

  /** It was done; what it changed is durable. */
  record Done<T>(T value) implements Outcome<T> {}

  /** It was not done, and nothing was changed. */
  record Refused<T>(Problem problem) implements Outcome<T> {}

  static <T> Outcome<T> done(T value) {
    return new Done<>(value);
  }

  static <T> Outcome<T> refused(Problem problem) {
    return new Refused<>(problem);
  }

  static <T> Outcome<T> refused(Checked.Refused<String> refused) {
    return refused(Problems.of(refused.code(), refused.message(), refused.field()));
  }
}
