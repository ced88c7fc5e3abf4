package chatx.server.http;

import chatx.protocol.Problem;

/** A request that is answered with a problem. Carries no stack trace: it is no failure. */
final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;
  private final int status;

  RefusedException(int status, Problem problem) {
    super(problem.message(), null, false, false);
    this.status = status;
    this.problem = problem;
  }

  RefusedException(Problem problem) {
    this(ProblemStatus.of(problem.code()), problem);
  }

  int status() {
    return status;
  }

  Problem problem() {
    return problem;
  }
}
